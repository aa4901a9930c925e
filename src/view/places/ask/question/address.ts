/** Reads a question from an address. The account's first question fills what is absent or empty. */

export interface AddressedQuestion {
  readonly p?: string;
  readonly a?: string;
  readonly r?: string;
}

export function resolveQuestion(query: Readonly<Record<string, string>>): AddressedQuestion {
  const { p, a, r } = query;
  return { ...(p ? { p } : {}), ...(a ? { a } : {}), ...(r ? { r: resourceFromText(r) } : {}) };
}

/**
 * Reads a typed resource: an ARN, `*`, `s3://bucket/key`, or a bucket path. A bare `bucket/key` is taken for
 * S3, because S3 is the one service whose ARNs people know without the prefix.
 */
export function resourceFromText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '*' || trimmed === 'everything') return '*';
  if (trimmed.startsWith('arn:')) return trimmed;
  return `arn:aws:s3:::${trimmed.replace(/^s3:\/\//, '')}`;
}

/** Reads a typed principal: an ARN, a service, `*`, or the name of a user of the account. */
export function principalFromText(text: string, account: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('arn:') || trimmed === '*' || trimmed.includes('.amazonaws.com')) return trimmed;
  if (trimmed === 'root') return `arn:aws:iam::${account}:root`;
  return `arn:aws:iam::${account}:user/${trimmed}`;
}
