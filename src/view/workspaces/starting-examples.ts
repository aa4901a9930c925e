/** The examples that come with the page, as a newcomer chooses among them. */
export const startingExamples = [
  {
    id: 'first-minutes',
    title: 'First minutes',
    text: 'Two people, one policy, one file: see a No become a Yes.',
  },
  {
    id: 'small-company',
    title: 'Small company',
    text: 'Fifteen people in teams, bucket policies, and a deny that wins.',
  },
  {
    id: 'hospital',
    title: 'Hospital',
    text: 'Wards, IT with limits, research in another account: boundaries, tags, cross-account access.',
  },
] as const;
