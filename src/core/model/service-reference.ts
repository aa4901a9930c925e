/**
 * Port: what the core asks of the AWS service reference (src/reference). Look-ups are synchronous; the
 * caller of `handle` loads the chunk that a request needs first. "Not loaded" and "not existing" are both
 * undefined: nothing in the core may treat absence as a fact about AWS.
 */
export interface Reference {
  /** The AWS managed policy of that ARN, in the version that the reference holds. */
  managedPolicy(arn: string): ManagedPolicy | undefined;
  /** All AWS managed policies of the loaded catalogue, by name. */
  managedPolicies(): readonly ManagedPolicy[];
  /** `s3:GetObject`, ignoring case. */
  action(name: string): ActionInfo | undefined;
  /** Prefixes of the services whose actions are loaded (`s3`), sorted; absent: none are known. */
  services?(): readonly string[];
  /** What a loaded service has, by its prefix; undefined: not loaded, or there is none. */
  service?(prefix: string): ServiceInfo | undefined;
}

export interface ServiceInfo {
  readonly prefix: string;
  /** By name. */
  readonly actions: readonly ActionInfo[];
  readonly resourceTypes: readonly ResourceType[];
  /** All that some action of the service may carry, global keys included. */
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

export interface ActionInfo {
  /** In AWS's spelling. */
  readonly name: string;
  readonly accessLevel: (typeof accessLevels)[number];
  /** Resource types that the action can be bound to; empty: evaluated with resource `*` (G-34). */
  readonly resourceTypes: readonly ResourceType[];
  readonly conditionKeys: readonly string[];
  /** Permissions that a call may need besides (`iam:PassRole`); absent: the reference does not say. */
  readonly dependentActions?: readonly string[];
}

export interface ResourceType {
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}/${ObjectName}` */
  readonly arnFormat: string;
  /** The action cannot do without a resource of this type; absent: the reference does not say. */
  readonly required?: boolean;
}

/** Knows nothing: for tests and for the first chunk before any reference data is loaded. */
export const emptyReference: Reference = {
  managedPolicy: () => undefined,
  managedPolicies: () => [],
  action: () => undefined,
};
