/**
 * The regions of AWS's commercial partition (state of 2026-11): those that every account has, and those
 * that its owner must switch on first (account:EnableRegion).
 */
const standard = `us-east-1 us-east-2 us-west-1 us-west-2 ap-south-1 ap-northeast-1 ap-northeast-2
  ap-northeast-3 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3
  eu-north-1 sa-east-1`.split(/\s+/);
const optIn = `af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5
  ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1
  me-south-1 mx-central-1`.split(/\s+/);

const known = new Set([...standard, ...optIn]);
const later = new Set(optIn);

export const regionNames: readonly string[] = [...known].sort();
export const isRegion = (name: string): boolean => known.has(name);
/** Off until the account switches it on. */
export const isOptIn = (name: string): boolean => later.has(name);
