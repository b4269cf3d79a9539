import type { Person } from '../identity/readPeople';
import { Html, html } from './html';

/**
 * Everybody who can sign in, each a button.
 *
 * @param action - where the form goes
 * @param guard - hidden field of {@link FormGuard}
 * @internal
 */
export function peoplePage(
  people: Person[],
  action: string,
  guard: Html,
): Html {
  return html`<h1>Sign in as …</h1>
    <p class="muted">
      These people stand for those of a company. Each may do something else in
      the portal; sign out under Settings there to come back as another.
    </p>
    <form class="people" method="post" action="${action}">
      ${guard} ${people.map(personButton)}
    </form>`;
}

function personButton({ name, displayName, description, groups }: Person) {
  return html`<button class="person" name="person" value="${name}">
    <span class="name">${displayName}</span>
    <span>${description}</span>
    <span class="muted">${groups.join(', ')}</span>
  </button>`;
}
