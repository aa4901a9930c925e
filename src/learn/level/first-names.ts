/**
 * First names that variants know. A user with such a name is a person and gets another one of the same kind, so that
 * “she” and “he” in the texts stay true.
 */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Names in levels, scenarios and lessons, and other usual ones. They only leave a level. */
const leaving = {
  women:
    words(`ada alice ana anna berta cara carla carol clara dana dara dora ella emma eva eve gita grace hanna heidi
    ida ines ingrid jane lena lisa lucy maria marie mary mallory mia mira mona nadia noor nora olga olivia paula pia
    priya rosa ruth sara sarah susan tara tess vera wendy wilma zoe`),
  men: words(`adam alex arno ben bob carl charlie chris dan dave emil eric erin finn frank fred gus hans ivan jack jan
    john jon kai kim lars luca luke marek max mike milan nils olav oliver omar otto paul peter quinn ravi robert sam
    stefan steve sven thomas tom tomas umit vic victor`),
};

/** Names that come in their place. No level has them. */
const coming = {
  women:
    words(`agatha annika beatrix carmen celia daria elena fatima fiona greta helga irina judith katya laila leonie
    magda marta nina odile petra ramona renata sofia selma talia ursula viola xenia yara zelda zora`),
  men: words(`adil anton boris bruno cyril david diego enzo farid felix goran hamid hugo igor jonas karim leon mateo
    nico oscar pavel rafael rashid samir simon theo tobias ulrich viktor walter yusuf zeno`),
};

/** Returns the names that may stand in place of one; `undefined` when it is no first name. */
export const namesLike = (name: string): readonly string[] | undefined => likeness.get(name);

const likeness: ReadonlyMap<string, readonly string[]> = new Map(
  (['women', 'men'] as const).flatMap((kind) =>
    [...leaving[kind], ...coming[kind]].map((name) => [name, coming[kind]] as const),
  ),
);

/** First names that are words of English too. A text means the person only by the capital, or in backticks. */
export const wordNames: ReadonlySet<string> = new Set(['eve', 'grace', 'jack', 'max']);
