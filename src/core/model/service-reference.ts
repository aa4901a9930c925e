/**
 * The questions that the core asks of the AWS service reference (src/reference). Look-ups are synchronous, so
 * the caller of `handle` first loads the chunk that a request needs. Both "not loaded" and "not existing" are
 * `undefined`: nothing in the core may treat absence as a fact about AWS.
 */

export interface Reference {
  /** ISO 8601: the day of the list of services and actions; absent: not known. */
  readonly date?: string;
  /** Returns the AWS managed policy of that ARN, in the version that the reference holds. */
  managedPolicy(arn: string): ManagedPolicy | undefined;
  /** Returns all AWS managed policies of the loaded catalogue, by name. */
  managedPolicies(): readonly ManagedPolicy[];
  /** Returns the action called `name` (`s3:GetObject`), ignoring case. */
  action(name: string): ActionInfo | undefined;
  /** Returns the sorted prefixes of the services whose actions are loaded (`s3`); absent: none are known. */
  services?(): readonly string[];
  /** Returns a loaded service by its prefix; `undefined`: not loaded, or there is none. */
  service?(prefix: string): ServiceInfo | undefined;
}

export interface ServiceInfo {
  readonly prefix: string;
  /** Sorted by name. */
  readonly actions: readonly ActionInfo[];
  readonly resourceTypes: readonly ResourceType[];
  /** All keys that some action of the service may carry, global keys included. */
  readonly conditionKeys: readonly string[];
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly versionId: string;
  readonly createDate: string;
  readonly updateDate: string;
  readonly document: string;
}

export const accessLevels = ['List', 'Read', 'Write', 'Permissions management', 'Tagging'] as const;
export type AccessLevel = (typeof accessLevels)[number];

export interface ActionInfo {
  /** The name in AWS's spelling. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Resource types that can limit the action; empty: AWS evaluates it with resource `*` (G-34). */
  readonly resourceTypes: readonly ResourceType[];
  readonly conditionKeys: readonly string[];
  /** More permissions that a call may need (`iam:PassRole`); absent: the reference does not say. */
  readonly dependentActions?: readonly string[];
}

export interface ResourceType {
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}/${ObjectName}`, for example. */
  readonly arnFormat: string;
  /** True when the action needs a resource of this type; absent: the reference does not say. */
  readonly required?: boolean;
  /** Keys that the action carries for a resource of this type; absent: the reference does not say. */
  readonly conditionKeys?: readonly string[];
}

/** A reference without data, for tests and for the time before the first chunk is loaded. */
export const emptyReference: Reference = {
  managedPolicy: () => undefined,
  managedPolicies: () => [],
  action: () => undefined,
};
