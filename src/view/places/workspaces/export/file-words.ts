/** Says in one sentence which secrets a file of workspaces holds. */

import type { FileChoice } from '../../../../app/workspaces/file-choice.ts';

export const secretsInside: Readonly<Record<FileChoice['secrets'], string>> = {
  all: 'The file contains password hashes, secret access keys, MFA seeds and values of secrets.',
  play: 'The file contains secret access keys, session keys and MFA seeds that were created here.',
  none: 'The file does not contain passwords, keys or MFA seeds.',
};
