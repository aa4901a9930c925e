/** Groups the tools for whole workspaces: copies and files, checkpoints, and the storage that holds them. */

import { Checkpoints, type CheckpointsOptions } from '../history/checkpoints.svelte.ts';
import { Copies, type CopiesOptions } from './copies.ts';
import { type StorageOptions, StorageCare } from './storage.svelte.ts';

export class WorkspaceTools {
  readonly copies: Copies;
  readonly checkpoints: Checkpoints;
  readonly storage: StorageCare;

  constructor(options: CopiesOptions & CheckpointsOptions & StorageOptions) {
    this.copies = new Copies(options);
    this.checkpoints = new Checkpoints(options);
    this.storage = new StorageCare(options);
  }
}
