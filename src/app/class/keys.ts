/** The keys under which a browser stores classes. They stand apart, because whoever wipes everything needs no more. */

export const classesKey = 'learn/classes';
export const joinedKey = 'learn/joined';
