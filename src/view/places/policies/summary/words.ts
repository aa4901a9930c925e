/** Words that every summary of access explains in the same way. */

export const amountMeaning = 'Full: every action of that level. Limited: some of them. None: no action.';
