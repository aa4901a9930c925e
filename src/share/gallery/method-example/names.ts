/** The account of every example of a method, and the names in it. */

export const home = '111122223333';
/** Owns a role of an example, or an assignment that is not for the first account. */
export const foreign = '444455556666';
export const region = 'us-east-1';

/** Whoever uses the method, by the kind that it needs. */
export const actorNames = { user: 'developer', role: 'Developer' } as const;
/** Whoever is gained. */
export const targetNames = { user: 'operator', role: 'Operations' } as const;
/** A role that services take, too, and that can do little. */
export const reader = 'ReportReader';
/** A role that a service takes only to assume another. */
export const caller = 'StackSetCaller';
/** A policy of whoever has it, which a method rewrites. */
export const ownPolicy = 'TeamAccess';
export const team = 'Team';
export const administrators = 'Administrators';

export const iamArn = (rest: string, account: string = home): string => `arn:aws:iam::${account}:${rest}`;
export const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';
