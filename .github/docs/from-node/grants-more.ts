/** Says whether a new version of a policy allows a request that the old one does not, and names one. */

import { grantsMore } from '../../../src/headless.ts';

const allowing = (action: string, resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: action, Resource: resource },
  });
const before = allowing('s3:GetObject', 'arn:aws:s3:::photos/*');
const after = allowing('s3:GetObject', 'arn:aws:s3:::photos*/*');
console.log(await grantsMore(before, after, { type: 'IDENTITY_POLICY' }));
console.log(await grantsMore(after, before, { type: 'IDENTITY_POLICY' }));

// Prints:
// {
//   answer: 'yes',
//   witness: {
//     action: 's3:GetObject',
//     resource: 'arn:aws:s3:::photose/w',
//     context: {}
//   }
// }
// { answer: 'no' }
