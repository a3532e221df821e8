import { parseSync } from "oxc-parser";
import { assert } from "@/lib/assert";

// What the sources say to people, and by which keys of the catalogues; read from their syntax trees.

type Node = { type: string; start: number; [key: string]: unknown };

/** A key as it stands in a call: whole, with `*` for each part that a template fills in, or all of it in a variable. */
export type KeyUse = { line: number; key: string; kind: "whole" | "pattern" | "variable" };
export type Spoken = {
  /** Words that people would read, written in place. */
  written: { line: number; text: string }[];
  keys: KeyUse[];
  /** Every text of the source, for codes that are keys elsewhere. */
  texts: Set<string>;
};

/** Attributes and properties whose text people read. */
const readable = new Set(
  "aria-label aria-description aria-roledescription aria-valuetext title placeholder alt label description caption intro legend heading message summary".split(
    " ",
  ),
);
const letters = /\p{L}{2,}/u;
const spanish = /[áéíóúüñ¿¡]|[^«»][«»]|[«»][^«»]/i;
const sentence = /^\p{Lu}\p{Ll}+(?: [\p{L}\d,]+){2,}/u;
/** Facts for developers: what is thrown or logged. */
const forDevelopers = /^(?:assert|Error|TypeError|log\.\w+)$/;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";
const nodeOf = (value: unknown): Node | null => (isNode(value) ? value : null);

/** Reads one source. */
export function spokenIn(file: string, text: string): Spoken {
  const { program, errors } = parseSync(file, text);
  assert(errors.length === 0, `${file} is read`);
  const spoken: Spoken = { written: [], keys: [], texts: new Set() };
  const lineAt = (node: Node) => text.slice(0, node.start).split("\n").length;
  walk(program as unknown as Node, [new Map()], spoken, lineAt, false);
  return spoken;
}

/** Names of a function: translators by their namespace, and what else they were given. */
type Scopes = Map<string, string | Node>[];

function walk(node: Node, scopes: Scopes, spoken: Spoken, lineAt: (node: Node) => number, hushed: boolean): void {
  const inner = /Function|Program|BlockStatement|ForOf|Catch/.test(node.type) ? [...scopes, new Map()] : scopes;
  const note = (what: Node, words: string) => {
    if (!hushed) spoken.written.push({ line: lineAt(what), text: words.trim() });
  };
  if (node.type === "VariableDeclarator") bind(node, inner);
  if (node.type === "CallExpression") noteKey(node, inner, spoken, lineAt);
  const words = textOf(node);
  if (words !== null) {
    spoken.texts.add(words);
    // SQL raises codes too.
    for (const [, quoted = ""] of words.matchAll(/'(\w+)'/g)) spoken.texts.add(quoted);
    if (node.type === "JSXText" ? letters.test(words) : spanish.test(words) || sentence.test(words)) note(node, words);
  }
  if (node.type === "JSXAttribute" || node.type === "Property") {
    const name = nodeOf(node.type === "Property" ? node.key : node.name);
    if (readable.has(String(name?.name ?? name?.value)))
      for (const each of literals(node.value)) note(each.node, each.text);
  }
  if (node.type === "JSXElement" || node.type === "JSXFragment")
    for (const child of node.children as Node[])
      if (child.type === "JSXExpressionContainer")
        for (const each of literals(child.expression)) note(each.node, each.text);
  const quiet = hushed || (/CallExpression|NewExpression/.test(node.type) && forDevelopers.test(nameOf(node.callee)));
  for (const [key, value] of Object.entries(node)) {
    if (key === "source" && /^(?:Import|Export)/.test(node.type)) continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) walk(child, inner, spoken, lineAt, quiet);
  }
}

/** Texts that an expression may be, letters in them; what is only compared is none of it. */
function literals(value: unknown): { node: Node; text: string }[] {
  const node = nodeOf(value);
  if (!node) return [];
  if (node.type === "JSXExpressionContainer") return literals(node.expression);
  if (node.type === "ConditionalExpression") return [...literals(node.consequent), ...literals(node.alternate)];
  if (node.type === "LogicalExpression") return [...literals(node.left), ...literals(node.right)];
  if (node.type === "TemplateLiteral")
    return (node.quasis as Node[]).flatMap((part) => {
      const text = textOf(part);
      return text !== null && letters.test(text) ? [{ node, text }] : [];
    });
  const text = textOf(node);
  return text !== null && letters.test(text) ? [{ node, text }] : [];
}

function textOf(node: Node): string | null {
  if (node.type === "TemplateElement") return String((node.value as { cooked: string }).cooked);
  if (node.type === "JSXText") return String(node.value);
  return node.type === "Literal" && typeof node.value === "string" ? node.value : null;
}

/** `assert`, `log.warn`; what is no plain name has none. */
function nameOf(value: unknown): string {
  const node = nodeOf(value);
  if (node?.type === "Identifier") return String(node.name);
  if (node?.type === "MemberExpression") return `${nameOf(node.object)}.${nameOf(node.property)}`;
  return "";
}

/** The namespace of a translator where the expression makes one; null where it makes none. */
function namespaceOf(value: unknown): string | null {
  const node = nodeOf(value);
  if (!node) return null;
  if (node.type === "AwaitExpression") return namespaceOf(node.argument);
  if (node.type === "ParenthesizedExpression") return namespaceOf(node.expression);
  if (node.type !== "CallExpression") return null;
  const name = nameOf(node.callee);
  if (/^(?:words|ownWords)$/.test(name)) return "";
  if (!/^(?:useTranslations|getTranslations)$/.test(name)) return null;
  return textOf((node.arguments as Node[])[0] ?? node) ?? "";
}

function bind(node: Node, scopes: Scopes): void {
  const namespace = namespaceOf(node.init);
  const name = nameOf(node.id);
  const given = namespace ?? nodeOf(node.init);
  if (given !== null && name !== "") scopes.at(-1)?.set(name, given);
}

function noteKey(node: Node, scopes: Scopes, spoken: Spoken, lineAt: (node: Node) => number): void {
  const namespace = translatorOf(nodeOf(node.callee), scopes);
  if (namespace === null) return;
  const first = nodeOf((node.arguments as unknown[])[0]);
  if (!first) return;
  for (const { key, kind } of keysOf(first, scopes)) {
    const whole = [namespace, key].filter((part) => part !== "").join(".");
    spoken.keys.push({ line: lineAt(node), key: whole, kind });
  }
}

function translatorOf(callee: Node | null, scopes: Scopes): string | null {
  if (!callee) return null;
  if (callee.type === "MemberExpression" && /^(?:rich|has|raw|markup)$/.test(nameOf(callee.property)))
    return translatorOf(nodeOf(callee.object), scopes);
  if (callee.type === "Identifier") {
    if (callee.name === "titled") return "";
    const given = givenTo(String(callee.name), scopes);
    return typeof given === "string" ? given : null;
  }
  return namespaceOf(callee);
}

const givenTo = (name: string, scopes: Scopes) => scopes.findLast((scope) => scope.has(name))?.get(name);

function keysOf(node: Node, scopes: Scopes): Pick<KeyUse, "key" | "kind">[] {
  const text = textOf(node);
  const of = (part: unknown) => keysOf(part as Node, scopes);
  if (text !== null) return [{ key: text, kind: "whole" }];
  if (node.type === "ConditionalExpression") return [...of(node.consequent), ...of(node.alternate)];
  if (node.type === "LogicalExpression") return [...of(node.left), ...of(node.right)];
  if (node.type === "TSAsExpression" || node.type === "ParenthesizedExpression") return of(node.expression);
  if (node.type === "TemplateLiteral")
    return [{ key: (node.quasis as Node[]).map((part) => textOf(part) ?? "").join("*"), kind: "pattern" }];
  const given = node.type === "Identifier" ? givenTo(String(node.name), scopes) : undefined;
  if (isNode(given) && /^(?:Literal|ConditionalExpression|TSAsExpression)$/.test(given.type)) return of(given);
  return [{ key: "", kind: "variable" }];
}
