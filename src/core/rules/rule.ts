/**
 * The shape of a rule of the rulebook. Rules say how AWS behaves, one by one. Code, tests and screens quote
 * them by id (`E-05`); the rule's page says what the id means and where AWS says so.
 */

/**
 * `held`: the simulator does this, and a test that quotes the id proves it. `extension`: AWS says nothing, or
 * has no such thing, and this is what we do. `unverified`: the simulator does this, and nobody could check it against
 * AWS. `refused`: AWS admits only some accounts, none here is one, and a test proves that they are refused as AWS does.
 * `not-simulated`: AWS does this and the simulator does not.
 */
export const ruleStates = ['held', 'extension', 'unverified', 'refused', 'not-simulated'] as const;
export type RuleState = (typeof ruleStates)[number];

export interface Rule {
  /** `E-05`: the letters of its chapter, a dash, a number. An id is never used for another rule. */
  readonly id: string;
  /** A few words that a person can search for: `Nothing allows it`. */
  readonly title: string;
  /** The rule in about two plain sentences; code and literal texts stand between backticks. */
  readonly rule: string;
  readonly source: RuleSource;
  readonly state: RuleState;
  readonly example?: RuleExample;
}

/** The source of a rule: a page of AWS, or another ground, which then has no `url`. */
export interface RuleSource {
  readonly title: string;
  readonly url?: string;
}

/** Rules of one subject, in the order in which they are read. */
export interface Chapter {
  /** Its part of the address: `evaluation`. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what the chapter is about. */
  readonly about: string;
  readonly rules: readonly Rule[];
}

/** A policy as it is written in JSON. */
export type ExampleDocument = Readonly<Record<string, unknown>>;

/**
 * A question that shows the rule. It opens in Ask, in an account made for it, and its answer is tested.
 * Account 111122223333 has user `Bob` and role `Dev`; account 444455556666 has user `Eve`.
 */
export interface RuleExample {
  /** The question in plain words: `May Bob read the file? Nothing is attached to him.` */
  readonly asks: string;
  /** Default `user`, who is Bob. `role`: a session of Dev; `root`: of 111122223333; `stranger`: Eve. */
  readonly caller?: 'user' | 'role' | 'root' | 'stranger' | 'anyone';
  /** Policies of the caller. */
  readonly identity?: readonly ExampleDocument[];
  readonly boundary?: ExampleDocument;
  /** Tags of the caller. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The policy on the resource; for a role of 111122223333, its trust policy. */
  readonly resourcePolicy?: ExampleDocument;
  /** Attached to account 111122223333, a member of an organization, beside `FullAWSAccess`. */
  readonly serviceControlPolicy?: ExampleDocument;
  readonly resourceControlPolicy?: ExampleDocument;
  readonly action: string;
  /** An ARN in account 111122223333 (a bucket is that account's too), or `*`. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly expected: 'allowed' | 'denied';
}
