/** Prints the JSON of an AWS managed policy, by its name or ARN. */

import { managedPolicyDocument } from '../../../src/headless.ts';

console.log(await managedPolicyDocument('AdministratorAccess'));

// Prints:
// {
//   "Version": "2012-10-17",
//   "Statement": [
//     {
//       "Effect": "Allow",
//       "Action": "*",
//       "Resource": "*"
//     }
//   ]
// }
