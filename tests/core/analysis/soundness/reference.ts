/**
 * The actions of the services that random worlds and requests name. Those of all others are decided alike and asked by no
 * request, but they would take most of the time.
 */

import { type LoadableReference, createReference } from '#reference/reference.ts';

const services = ['s3', 'sqs', 'dynamodb', 'kms', 'ec2', 'iam', 'sts', 'sns', 'logs', 'lambda'];

export async function referenceOfWorlds(): Promise<LoadableReference> {
  const all = createReference();
  await all.loadCommonActions();
  return { ...all, services: () => services };
}
