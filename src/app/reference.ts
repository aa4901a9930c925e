import { type Reference, emptyReference } from '../core/model/reference.ts';

/** The AWS service reference with all that an import needs. */
export const loadReference = (): Promise<Reference> => Promise.resolve(emptyReference);
