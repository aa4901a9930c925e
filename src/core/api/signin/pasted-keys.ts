/**
 * Refuses access keys that somebody typed as name and password. AWS answers as to any wrong password. Here
 * the answer explains the mistake, since otherwise nobody learns it (curriculum row 13).
 */

import type { AwsError } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import { extensionTexts } from '../errors/texts.ts';
import { signinError } from './operation.ts';

export function refusePastedKey(world: World, name: string, password: string): AwsError | undefined {
  const isKey = [name, password].some((text) => /^(AKIA|ASIA)[A-Z2-7]{16}$/.test(text.trim()));
  return isKey || isSecretKey(world, password)
    ? signinError('AccessKeyPasted', extensionTexts.accessKeyPasted)
    : undefined;
}

function isSecretKey(world: World, text: string): boolean {
  if (!/^[A-Za-z0-9+/]{40}$/.test(text)) return false;
  for (const secret of world.secrets.values())
    if (secret.kind === 'access-key' && secret.secretAccessKey === text) return true;
  return false;
}
