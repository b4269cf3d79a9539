/**
 * Who acts at the Git host. There are no accounts: a caller with the token is the portal, whoever clicks on a page is
 * `you`, and a push carries the name it was made with.
 *
 * @internal
 */
export interface Person {
  login: string;
  name: string;
  email: string;
}

/** @internal */
export const PORTAL: Person = {
  login: 'stonegarden-portal',
  name: 'Stonegarden portal',
  email: 'portal@stonegarden.dev',
};

/** @internal */
export const VISITOR: Person = {
  login: 'you',
  name: 'You',
  email: 'you@stonegarden.dev',
};

/**
 * The person behind a login; unknown logins are people of that name.
 *
 * @internal
 */
export function personOf(login: string): Person {
  return (
    [PORTAL, VISITOR].find(person => person.login === login) ?? {
      login,
      name: login,
      email: `${login}@stonegarden.dev`,
    }
  );
}
