"use server";
import {
  createProfile,
  deleteProfile,
  deletionShown,
  modificationShown,
  modifyProfile,
  newProfileShown,
} from "@/lib/profiles/commands";
import { deleteProfileSchema, newProfileSchema, profileSchema } from "@/lib/profiles/schema";
import { companyAction, companyReview } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const reviewNewProfileAction = companyReview(
  { asks: "profile.create", input: newProfileSchema },
  newProfileShown,
);

export const createProfileAction = companyAction(
  { asks: "profile.create", input: newProfileSchema, shows: newProfileShown },
  async (ctx, input) => {
    await createProfile(ctx, input);
    return arrive(paths.profiles(ctx.company.code), "profileCreated");
  },
);

export const reviewProfileAction = companyReview({ asks: "profile.modify", input: profileSchema }, modificationShown);

export const modifyProfileAction = companyAction(
  { asks: "profile.modify", input: profileSchema, shows: modificationShown },
  async (ctx, input) => {
    await modifyProfile(ctx, input);
    return arrive(paths.profiles(ctx.company.code), "profileModified");
  },
);

export const deleteProfileAction = companyAction(
  { asks: "profile.delete", input: deleteProfileSchema, shows: deletionShown },
  async (ctx, input) => {
    await deleteProfile(ctx, input);
    return arrive(paths.profiles(ctx.company.code), "profileDeleted");
  },
);
