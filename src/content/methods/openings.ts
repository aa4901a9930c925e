/** Methods that open one resource to the actor by its own policy. They exist only for a search that aims at the resource. */

import type { Method } from '../../core/analysis/ways/format.ts';

export type Opening = Pick<Method, 'id' | 'name' | 'how'> & { readonly action: string };

/** The openings by the service of the resource. */
export const openings: Readonly<Record<string, readonly Opening[]>> = {
  s3: [
    {
      id: 'own-put-bucket-policy',
      name: 'Policy of a bucket',
      how: 'The actor writes a bucket policy that lets it in.',
      action: 's3:PutBucketPolicy',
    },
    {
      id: 'own-delete-bucket-policy',
      name: 'Deleting the policy of a bucket',
      how: 'The actor deletes a bucket policy whose Deny keeps it out.',
      action: 's3:DeleteBucketPolicy',
    },
  ],
  kms: [
    {
      id: 'own-put-key-policy',
      name: 'Policy of a key',
      how: 'The actor writes a key policy that lets it decrypt.',
      action: 'kms:PutKeyPolicy',
    },
    {
      id: 'own-create-grant',
      name: 'Grant for a key',
      how: 'The actor makes a grant that lets it decrypt.',
      action: 'kms:CreateGrant',
    },
  ],
  secretsmanager: [
    {
      id: 'own-put-secret-policy',
      name: 'Policy of a secret',
      how: 'The actor writes a policy of the secret that lets it read.',
      action: 'secretsmanager:PutResourcePolicy',
    },
  ],
  dynamodb: [
    {
      id: 'own-put-table-policy',
      name: 'Policy of a table',
      how: 'The actor writes a policy of the table that lets it read.',
      action: 'dynamodb:PutResourcePolicy',
    },
  ],
  sqs: [
    {
      id: 'own-set-queue-policy',
      name: 'Policy of a queue',
      how: 'The actor writes a policy of the queue that lets it read.',
      action: 'sqs:SetQueueAttributes',
    },
    {
      id: 'own-add-queue-permission',
      name: 'Permission on a queue',
      how: 'The actor adds a permission to a queue that lets it read.',
      action: 'sqs:AddPermission',
    },
  ],
  lambda: [
    {
      id: 'own-add-function-permission',
      name: 'Permission on a function',
      how: 'The actor adds a permission that lets it invoke the function.',
      action: 'lambda:AddPermission',
    },
  ],
};
