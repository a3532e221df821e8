"use client";
import { createContext, useContext } from "react";
import type { Outcome } from "@/lib/web/outcome";

type Answers = {
  /** Called with each answer that a form, or whatever else asks the server, received. */
  heard: (outcome: Outcome) => void;
  /** The session is over and nobody has signed in again. */
  sessionEnded: boolean;
};

// Before the session nobody stands around a form, and nobody signs in again in place: what ended stays ended.
const Answers = createContext<Answers>({ heard: () => undefined, sessionEnded: true });

/** Whoever stands around the forms of a page and hears their answers: they ask the person to sign in again, once, for all. */
export const AnswersHeard = Answers.Provider;

export const useAnswers = (): Answers => useContext(Answers);
