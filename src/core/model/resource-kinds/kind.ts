/**
 * The descriptor of a kind of AWS resource: all that the house knows about buckets, queues or keys beside what their
 * operations do (core/api/resource). Data and pure functions. Tables elsewhere are made from it and repeat none of it.
 */

import { parseArn } from '../arn.ts';
import type { ResourceRecord } from '../records/tables.ts';
import type { Tag } from '../records/tag.ts';

export interface KindCall {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
}
type Block = Readonly<Record<string, unknown>>;

export interface KindService<Prefix extends string = string> {
  /** The prefix of its actions, and the service of its ARNs. */
  readonly prefix: Prefix;
  readonly fullName: string;
  /** The name in AWS's console, when it is not the full name without `Amazon` or `AWS`. */
  readonly name?: string;
  /** The name in the AWS CLI, when it is not the prefix. */
  readonly cli?: string;
  /** The family of its errors: `rest` is JSON over paths. SQS speaks JSON with the errors of its XML time. */
  readonly protocol: 'xml' | 'json' | 'rest' | 'ec2';
  /** Its service principal is one that roles often trust. A text: its label there, when it is not the service's name. */
  readonly trusted?: true | string;
  /** Differences of its refusals: their code, and the spelling of the action in them (unverified beyond reports). */
  readonly denied?: { readonly code?: string; readonly action: (name: string) => string };
}

/** A field of the form that creates one. */
export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
  readonly value?: string;
  /** The values to choose from. `roles` and `profiles` are those of the account. */
  readonly options?: readonly string[] | 'roles' | 'profiles';
  readonly secret?: true;
}
export type KindValues = Readonly<Record<string, string>>;

export interface KindPolicy {
  /** The name that people use: `queue policy`. */
  readonly name: string;
  /** Characters that it may have. */
  readonly limit: number;
  /** Resource types (of AWS's Service Authorization Reference) that its `Resource` may name; absent: all of the service. */
  readonly types?: readonly string[];
  /** S3 wants an ARN where others also take `*`. */
  readonly takesNoStar?: true;
  /** The call of the AWS CLI that answers it, for one that `given` names, and where it stands in the answer. */
  readonly read: { command: string; options: (given: string) => string; answer: string };
  /** Actions with which the owner's root user can always repair it (E-55, N-43). */
  readonly repairs?: readonly string[];
  /** Absent when AWS has no call that writes the whole policy. */
  readonly put?: (record: ResourceRecord, text: string) => KindCall;
  /** Absent when it cannot be deleted. */
  readonly remove?: (record: ResourceRecord) => KindCall;
  /** The `Resource` and `Action` of a first policy; absent: the ARN, and the first action of the kind. */
  readonly resource?: (record: ResourceRecord) => string | readonly string[];
  readonly action?: string;
}

/** A command of the exported script: a call, or the words after `aws`. */
export type ScriptCall = KindCall | { readonly words: readonly string[] };

/**
 * Exports make one again by this, with its tags and its policy. Each function returns `undefined` when the account holds
 * too little to make it. `leftOut` are sentences about what no export can make.
 */
export interface KindExports {
  readonly script: (record: ResourceRecord, policy: string | undefined) => readonly ScriptCall[] | undefined;
  readonly scriptLeftOut?: string;
  readonly cloudFormation: {
    /** The properties but `Tags`, which are written as a list of Key and Value. */
    readonly properties: (record: ResourceRecord, policy: string | undefined) => Block | undefined;
    /** The property that holds the policy, or the resource beside it; absent: it has no policy. */
    readonly policy?:
      | { readonly within: (document: unknown) => Block }
      | { readonly type: string; readonly properties: (self: Block, document: unknown) => Block };
    readonly leftOut?: (name: string) => string;
  };
  readonly terraform: {
    readonly type: string;
    /** The arguments but tags; `text` writes a text that may hold the account's id. */
    readonly block: (record: ResourceRecord, text: (text: string) => string) => Block | undefined;
    /** The id of an import. */
    readonly id?: (record: ResourceRecord) => string;
    /** The argument that holds the policy, or the resource beside it with its reference to this one; absent: none. */
    readonly policy?:
      | { readonly within: string }
      | { readonly type: string; readonly member: string; readonly attribute: string };
    /** Returns the value of `attribute`, when neither a block nor the id of an import tells it. */
    readonly known?: (record: ResourceRecord) => string;
    readonly leftOut?: (name: string) => string;
  };
}

/** Commands by which the collector finds all of a region (or of the account), in the words of the AWS CLI and of bash. */
export interface KindCollector {
  /** JMESPath: texts in the answer of `list`. Each becomes `$one`. */
  readonly query: string;
  /** The ARN of `$one`, when it is none. */
  readonly arn?: string;
  /** Given to `policy.read` in place of `$one`. */
  readonly named?: '$arn';
  /** It is listed once, not in each region. */
  readonly isGlobal?: true;
}

export interface KindStep extends KindCall {
  readonly label: string;
  readonly done: string;
}

export interface ResourceKind<Prefix extends string = string> {
  readonly service: KindService<Prefix>;
  /** CloudFormation's name of the type; absent for what it cannot make. */
  readonly type?: `AWS::${string}::${string}`;
  /** The nouns: `queue`, `queues`. */
  readonly one: string;
  /** The noun for what it holds and files that name it do not tell: `objects`. Absent: it holds nothing. */
  readonly content?: string;
  readonly many: string;
  /** The form of the sixth field of its ARN. No other kind of the service has it. */
  readonly form: RegExp;
  /** Cuts the sixth field of an ARN down to the one whose policy counts: from an object to its bucket, from an index to its table. */
  readonly whole?: RegExp;
  /** Returns the ARN of what a call names: by name, id, URL or ARN. */
  readonly arn: (place: ResourcePlace, given: string) => string;
  /** The name that calls take and people see, when it is not the ARN without its type. */
  readonly nameOf?: (arn: string) => string;
  /** Returns what calls take for it; absent: the ARN. */
  readonly handle?: (arn: string) => string;
  /** Parameters of calls that name it, in lower case, each with the values that mean this one; `name`: the last part of the ARN. */
  readonly members: (arn: string, name: string) => Readonly<Record<string, readonly string[]>>;
  /** The first action: Ask asks about it, and a first policy allows it. */
  readonly action: string;
  /** Whoever may do one of these has reached it, in ways and in the graph. With a text in `holdsContent`, its content. */
  readonly reached: readonly string[];
  /** It holds content, which exports leave out and say so. When content has ARNs: what follows this ARN in all of them. */
  readonly holdsContent?: true | '/*';
  /** Labels of details that Settings shows, by the name of the detail. */
  readonly labels?: KindValues;
  /** Absent for what a call of another kind makes. */
  readonly create?: {
    readonly operation: string;
    readonly fields: readonly FieldSpec[];
    readonly params: (values: KindValues) => Block;
  };
  /** The call that lists all; AWS must allow it before a list is shown. */
  readonly list?: string;
  readonly remove: (record: ResourceRecord) => KindCall;
  /** The words of its removal, when they are not `Delete` and `Deleted the queue jobs`. */
  readonly removal?: { readonly label?: string; readonly done?: string };
  readonly steps?: (record: ResourceRecord) => readonly KindStep[];
  readonly tag: (record: ResourceRecord, tag: Tag) => KindCall;
  readonly untag: (record: ResourceRecord, key: string) => KindCall;
  /** `undefined`: it has none, or that of another kind. */
  readonly policy: KindPolicy | undefined;
  /** `undefined`: no export makes one. */
  readonly exports: KindExports | undefined;
  /** `undefined`: it has no policy to collect. */
  readonly collector: KindCollector | undefined;
}

export interface ResourcePlace {
  readonly region: string;
  readonly account: string;
}

export const kindCall = (operation: string, params: Block): KindCall => ({ operation, params });

/** Makes ARNs of names in the place of the call; an ARN stays as it is. */
export const arnOfName =
  (service: string, before = ''): ResourceKind['arn'] =>
  ({ region, account }, given) =>
    given.startsWith('arn:') ? given : `arn:aws:${service}:${region}:${account}:${before}${given}`;

export const nameField = (label: string, hint: string): FieldSpec => ({ name: 'name', label, hint });

/** A member of a call, left out when there is no text. */
export const given = (member: string, value: string | undefined): Block => (value ? { [member]: value } : {});
export const apiTag = ({ key, value }: Tag) => ({ Key: key, Value: value });
export const tagMap = (tags: readonly Tag[]) =>
  Object.fromEntries(tags.map(({ key, value }) => [key, value]));
export const withoutTag = ({ tags }: ResourceRecord, key: string): readonly Tag[] =>
  tags.filter((tag) => tag.key !== key);

/** Drops an object without members, as the AWS CLI takes none. */
export const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

export const fieldOf = (arn: string): string => parseArn(arn)?.resource ?? '';

/** `true` under the member when the name says that it is first in, first out. */
export const fifo = <T>(name: string, member: string, yes: T): Readonly<Record<string, T>> =>
  name.endsWith('.fifo') ? { [member]: yes } : {};
