import { InputError, NotFoundError } from '@backstage/errors';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type Provider from 'oidc-provider';
import type { Person } from '../identity/readPeople';
import { errorPage } from './createGitPages';
import { FormGuard } from './csrf';
import { html } from './html';
import { renderPage, sendPage } from './layout';
import { peoplePage } from './peoplePage';

const HOME = { href: '/', text: 'Sign-in' };

/**
 * The pages of the OpenID Connect provider for people: who wants to sign in chooses as whom.
 *
 * @param portalOrigin - where a sign-in leads back to
 * @internal
 */
export function createIdentityPages(
  provider: Provider,
  people: Person[],
  portalOrigin: string,
): Router {
  const guard = new FormGuard();
  const router = PromiseRouter();

  router.get('/', (_request, response) =>
    sendPage(response, {
      title: 'Sign-in',
      home: HOME,
      body: html`<h1>Sign-in</h1>
        <p>People sign in here when the portal sends them.</p>
        <p><a href="${portalOrigin}">Go to the portal</a></p>`,
    }),
  );

  router.get('/interaction/:uid', async (request, response) => {
    await findInteraction(provider, request, response);
    sendPage(response, {
      title: 'Sign in',
      home: HOME,
      body: peoplePage(people, request.path, guard.field(request, response)),
      formTargets: [portalOrigin],
    });
  });

  router.post(
    '/interaction/:uid',
    express.urlencoded({ extended: false }),
    async (request, response) => {
      guard.check(request);
      const interaction = await findInteraction(provider, request, response);
      const person = people.find(({ name }) => name === request.body.person);
      if (!person) {
        throw new InputError('There is no such person');
      }
      await endSession(provider, interaction);
      await provider.interactionFinished(
        request,
        response,
        { login: { accountId: person.name } },
        { mergeWithLastSubmission: false },
      );
    },
  );
  return router;
}

/** What the router's pages and the provider's own errors look like when something is wrong. */
export function createIdentityErrorPage(report: (error: unknown) => void) {
  return errorPage(HOME, report);
}

/** An error of the protocol as a page. */
export function protocolErrorPage({ text }: { status: number; text: string }) {
  return renderPage({
    title: 'Sign-in did not work',
    home: HOME,
    body: html`<h1>Sign-in did not work</h1>
      <p>${text}</p>
      <p>Go back to the portal and sign in again.</p>`,
  });
}

/**
 * Whoever chooses a person is that one from now on. oidc-provider would first have the browser confirm that the one
 * before signs out.
 */
async function endSession(
  provider: Provider,
  interaction: Awaited<ReturnType<Provider['interactionDetails']>>,
) {
  if (interaction.session) {
    const session = await provider.Session.findByUid(interaction.session.uid);
    await session?.destroy();
    interaction.session = undefined;
    await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
  }
}

async function findInteraction(
  provider: Provider,
  ...[request, response]: Parameters<Provider['interactionDetails']>
) {
  try {
    return await provider.interactionDetails(request, response);
  } catch (error) {
    throw new NotFoundError(
      'This sign-in has expired or was finished already. Go back to the portal and sign in again.',
      error,
    );
  }
}
