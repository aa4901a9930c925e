/**
 * No text of the page may say what is listed here, and its sentences are short. The rules read plain strings, so that they hold
 * for the sources, for what a browser shows, and for texts of tests alike.
 */

import { idsIn } from '../../core/rules/ids.ts';

/** A rule asks where a text stands: a heading must say what an error code means. */
export type Kind = 'text' | 'heading' | 'name' | 'placeholder';

export interface Shown {
  /** The file, or the address and state of the page. */
  readonly place: string;
  readonly kind: Kind;
  /** Code stands as `…`, a link to a rule's page as ‹rule›. */
  readonly text: string;
}

interface Banned {
  readonly pattern: RegExp;
  readonly better: string;
}

/** One name for one thing: the names that are gone, and those that stand for them. */
const retired: readonly Banned[] = [
  {
    pattern: /(?<!audit |CloudTrail |[-\w:])trails?(?![-\w])/i,
    better: 'Activity (the place), event (its line)',
  },
  { pattern: /tutorial account/i, better: 'scenario' },
  { pattern: /\bgaller(y|ies)\b/i, better: 'scenarios' },
  { pattern: /\b(open|keep|look at|load|import) (an|the|this) example\b/i, better: 'scenario' },
  { pattern: /\bexample (workspace|account|scenario|of the gallery)s?\b/i, better: 'scenario' },
  { pattern: /\bin force\b/i, better: 'the default version' },
  { pattern: /\b(?<!CloudWatch )log(s|ged|ging)?[ -](in|on|out|off)\b/i, better: 'sign in, sign out' },
  { pattern: /\bimpersonat|\bpretend(s|ing)? to be\b|^You are this\b/i, better: 'acting as' },
  { pattern: /\bclon(e|es|ed|ing)\b/i, better: 'Duplicate' },
];

/** A reader who learns English stumbles over these, or reads them as something else. */
const unclear: readonly Banned[] = [
  { pattern: /\bwhom(ever)?\b/i, better: 'who, or another sentence' },
  { pattern: /\bof which\b|\bwhat it is about\b|\bmay of\b/i, better: 'subject first, verb second' },
  {
    pattern: /\bget(s|ting)? in anywhere\b|\bover the wire\b|’s hand\b/i,
    better: 'what happens, without a picture',
  },
  { pattern: /\bby itself may\b/i, better: 'what it may do without others' },
  { pattern: /\bNot in play\b/i, better: 'Not needed for this request' },
  { pattern: /\bWorth a look\b/i, better: 'Warnings' },
  { pattern: /\ball as pinned\b/i, better: 'nothing changed' },
  { pattern: /\bNow Yes; pinned\b/i, better: 'Changed: No → Yes' },
  { pattern: /\bBeginning it puts\b/i, better: 'Starting this flow closes the one in progress' },
  { pattern: /\bcredentials came of it\b/i, better: 'This flow ended without credentials' },
  { pattern: /\bAWS would accept this document\b/i, better: 'Valid policy' },
  { pattern: /\bThis is what the account has\b/i, better: 'No unsaved changes' },
  { pattern: /\bNothing here is called that\b/i, better: 'that there is none yet, and a way to create one' },
  { pattern: /\bChange the own\b/i, better: 'Change your …' },
  { pattern: /\bThe session is there\b/i, better: 'You have temporary credentials' },
  { pattern: /\bAdd what the account does not hold\b/i, better: 'what is added, such as a session policy' },
  { pattern: /\bAsk what it may\b/i, better: 'What can this session do?' },
  { pattern: /\bAct as it\b/i, better: 'Use this session' },
  { pattern: /\bThe gates, in AWS’s order\b/i, better: 'How AWS decided, step by step' },
  { pattern: /\bIt is not over, with\b/i, better: 'Not expired, and which clock difference is allowed' },
  { pattern: /\bNot by itself\b/i, better: 'Never (only when I ask)' },
  { pattern: /\bYou just wrote your first IAM policy\b/i, better: 'You just attached your first policy' },
  { pattern: /\bFill in CIS values\b/i, better: 'Use the CIS Benchmark values' },
];

const internal: readonly Banned[] = [
  { pattern: /(?<![-\w])row \d/i, better: 'what stands in that row' },
  { pattern: /\(no [A-Z]\w*\)/, better: 'what is missing, as a sentence' },
];

/** A code of AWS that stands alone: `AccessDenied`, `ReportNotPresent`. */
const errorCode =
  /^(?:[A-Z][a-z]+){1,6}(?:Denied|Exception|Failure|Invalid|NotFound|NotPresent|Exceeded|Conflict|Expired|Exists|NoSuch\w*)\.?$|^(?:NoSuch|Invalid|Malformed|Missing)(?:[A-Z][a-z]+)+\.?$|^(?:AccessDenied|ValidationError|LimitExceeded|DeleteConflict|EntityAlreadyExists)$/;

const found = (text: string, banned: readonly Banned[]): string[] =>
  banned.flatMap(({ pattern, better }) => {
    const [match] = pattern.exec(text) ?? [];
    return match === undefined ? [] : [`“${match}”: say ${better}`];
  });

/** Returns what is wrong with a text, a line for each. `states` are the names of the machines' states. */
export function offences(
  { kind, text }: Pick<Shown, 'kind' | 'text'>,
  states: ReadonlySet<string>,
): string[] {
  const prose = withoutCode(text);
  return [
    ...found(prose, [...retired, ...unclear, ...internal]),
    ...prose
      .split(/[^\w-]+/)
      .filter((word) => states.has(word))
      .map((word) => `“${word}” is the name of a machine's state`),
    ...(kind === 'heading' && errorCode.test(prose.trim()) ? [`“${text}”: a heading says a sentence`] : []),
  ];
}

/** A rule's id that is no link. Of the sources, architecture/rule-ids.test.ts says where one may stand. */
export const ruleIds = (text: string): string[] =>
  idsIn(withoutCode(text)).map((id) => `“${id}”: a rule's id is a link to its page`);

const withoutCode = (text: string): string => text.replace(/`[^`]*`/g, '`…`');

const maxWords = 18;

/** The sentences of a text. A full stop inside a name (`s3.amazonaws.com`) ends none, at the end of code it may. */
export const sentencesOf = (text: string): string[] =>
  text
    .replace(/`[^`]*`/g, (code) => (/[.!?]`$/.test(code) ? '`…`.' : '`…`'))
    .split(/(?<=[.!?][”"’)]*)\s+(?=[“"‘(`‹]?[\p{Lu}\d`‹])/u)
    .map((sentence) => sentence.trim());

const count = (text: string): number =>
  text.split(/[\s—–]+/).filter((word) => /[\p{L}\p{N}`‹]/u.test(word)).length;

/**
 * Counts what a reader reads as one: a name of AWS with its punctuation, a number, a piece of code; and each short name
 * of a list of three or more that follows a colon.
 */
export function wordsIn(sentence: string): number {
  const [, before = '', after = ''] = /^(?:(.*?): )?(.*)$/.exec(sentence) ?? [];
  const names = after.split(/, (?:and |or )?| and | or /);
  const isList = after.split(', ').length > 2 && names.every((name) => count(name) <= 4);
  return isList ? count(before) + names.length : count(sentence);
}

export const longSentences = (text: string): string[] =>
  sentencesOf(text).filter((sentence) => wordsIn(sentence) > maxWords);
