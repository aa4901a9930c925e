/** Says in one sentence which secrets a file of workspaces holds. */

import type { FileChoice } from '../../../../app/workspaces/file-choice.ts';

export const secretsInside: Readonly<Record<FileChoice['secrets'], string>> = {
  all: 'The file holds password hashes, secret access keys, MFA seeds and values of secrets.',
  play: 'The file holds secret access keys, session keys and MFA seeds that were made here.',
  none: 'The file holds no passwords, keys or MFA seeds.',
};
