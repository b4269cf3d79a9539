/** The people of the sandbox (examples/people.yaml), as the portal shows them. */
export const PEOPLE = {
  /** Product; release manager. */
  rita: 'Rita Sommer',
  /** Product. */
  olga: 'Olga Berger',
  /** Platform. */
  max: 'Max Winter',
  /** Portal administrator. */
  ada: 'Ada Keller',
};

export type PersonName = keyof typeof PEOPLE;
