import type { Chapter, Rule } from './rule.ts';
import { evaluation } from './chapters/evaluation.ts';

/** The rulebook: all chapters in reading order, and its look-up and search. Loaded only where a rule is read. */
export const chapters: readonly Chapter[] = [evaluation];

const byId = new Map<string, Rule>(chapters.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule])));

/** `undefined` where no rule has that id. */
export const ruleOf = (id: string): Rule | undefined => byId.get(id);
