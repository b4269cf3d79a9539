import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** In English. */
export const appMessages = {
  nav: {
    home: 'Stonegarden, to the start page',
    search: 'Search',
    menu: 'Menu',
    create: 'Create',
    notifications: 'Notifications',
    settings: 'Settings',
    graph: 'Catalog graph',
  },
  signIn: {
    intro: 'Sign in to see your services and to act on them.',
    none: 'No sign-in is configured. Whoever runs this portal sets one up under auth.providers.',
    checking: 'Looking for your session …',
    with: 'Sign in with {{name}}',
    withCompanyAccount: 'Sign in with your company account',
    provider: 'Your sign-in provider',
    failure: {
      unknownPerson:
        '{{name}} knows you, but this portal does not: its catalog has no entry for you. Ask the people who run the portal to add you.',
      noEmail:
        '{{name}} did not tell the portal a verified email address, by which it would know you. Ask the people who run the portal.',
      canceled: 'The sign-in was canceled. Try again when you are ready.',
      expired:
        'The sign-in took too long, or the browser does not keep cookies for this address. Try again.',
      popupBlocked:
        'The browser blocked the sign-in window. Allow pop-ups for this address and try again.',
      popupClosed:
        'The sign-in window was closed before you were signed in. Try again.',
      unreachable:
        '{{name}} cannot be reached from the portal right now. Try again in a few minutes; if it stays like this, tell the people who run the portal.',
      noSession:
        '{{name}} signed you in, but the portal got no session that lasts. Allow cookies for this address and try again; if it stays like this, tell the people who run the portal.',
      other:
        'The sign-in did not work. Try again; if it stays like this, tell the people who run the portal: its log has the reason.',
    },
  },
} as const;

/** Texts of the app around the plugins. */
export const appTranslationRef = createTranslationRef({
  id: 'app.stonegarden',
  messages: appMessages,
  translations: { de: () => import('./de') },
});
