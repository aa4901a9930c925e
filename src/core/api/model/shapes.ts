/**
 * The form of an API model, as AWS publishes it: operations, and shapes with their constraints. Validation,
 * the trail and the wire protocols read it, so no operation describes its own input by hand.
 */

export interface ServiceModel {
  readonly service: string;
  readonly apiVersion: string;
  /** The service's name in CloudTrail, like `iam.amazonaws.com`. */
  readonly eventSource: string;
  /** The beginning of `X-Amz-Target`, for JSON services. */
  readonly targetPrefix?: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Error code → HTTP status and the exception's shape name. */
  readonly errors: Readonly<Record<string, ErrorModel>>;
  /** Refuses members that the model does not know (our own services). AWS ignores them. */
  readonly strict?: boolean;
}

export interface OperationModel {
  readonly input?: string;
  readonly output?: string;
  /** Tells the trail if the operation only reads, when its name does not tell. */
  readonly readOnly?: boolean;
}

export interface ErrorModel {
  readonly status: number;
  readonly shape: string;
}

export type Shape =
  | StringShape
  | IntegerShape
  | { readonly type: 'boolean' | 'timestamp' | 'float' | 'double' | 'blob'; readonly sensitive?: true }
  | ListShape
  | MapShape
  | StructureShape;

export interface StringShape {
  readonly type: 'string';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: true;
}

export interface IntegerShape {
  readonly type: 'integer' | 'long';
  readonly min?: number;
  readonly max?: number;
}

export interface ListShape {
  readonly type: 'list';
  readonly member: string;
  readonly min?: number;
  readonly max?: number;
}

export interface MapShape {
  readonly type: 'map';
  readonly key: string;
  readonly value: string;
}

export interface StructureShape {
  readonly type: 'structure';
  /** Member → shape name. */
  readonly members: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly sensitive?: true;
}

/** Makes a structure of our own services, whose members are required unless they are named as optional. */
export const structure = (
  members: StructureShape['members'],
  optional: readonly string[] = [],
): StructureShape => ({
  type: 'structure',
  members,
  required: Object.keys(members).filter((member) => !optional.includes(member)),
});

export const listShapeOf = (member: string): ListShape => ({ type: 'list', member });
