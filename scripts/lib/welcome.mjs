/**
 * @typedef {import('./portal.mjs').Urls} Urls
 * @typedef {import('./readPortalState.mjs').PortalState} PortalState
 */

/**
 * What `npm start` says when everything runs: the addresses, and what there is to do with what is there.
 * @param {Urls} urls
 * @param {PortalState | undefined} state undefined when the portal could not be asked
 * @param {string} time how long it took, as in "12 s"
 * @returns {string}
 */
export function welcome(urls, state, time) {
  const suggestions = [
    browse(urls, state),
    ...(state?.services.length ? [promote(urls, state)] : []),
    {
      title: 'Create',
      url: `${urls.portal}/create`,
      text: '"New service" opens a pull request; once merged, the service appears in the catalog and is deployed.',
    },
  ];
  const steps = suggestions.flatMap(({ title, url, text }, index) => [
    `  ${index + 1}. ${title.padEnd(9)} ${url}`,
    `     ${' '.repeat(9)} ${text}`,
  ]);
  return `
  Stonegarden is ready (${time}):  ${
    urls.portal
  }   → "Sign in" lets you choose who you are

  Try first
${steps.join('\n')}

  People    Rita promotes and approves everything; Olga and Max promote what their teams own, Ada runs the portal.
            Sign out under Settings to come back as another.
  Git host  ${urls.git}/stonegarden/homelab      Argo CD  ${urls.argocd}
  Ctrl-C stops everything; npm start -- --reset begins anew.
`;
}

/**
 * @param {Urls} urls
 * @param {PortalState | undefined} state
 */
function browse(urls, state) {
  const suggestion = { title: 'Browse', url: `${urls.portal}/catalog` };
  if (!state) {
    return { ...suggestion, text: 'The services, with their owners.' };
  }
  if (!state.services.length) {
    return {
      ...suggestion,
      text: 'The catalog is empty: the repository has no service yet.',
    };
  }
  const { services, layers, promotion } = state;
  const name = promotion?.service ?? services[0];
  return {
    ...suggestion,
    text: `${count(services.length, 'service')} in ${count(
      layers,
      'layer',
    )}. Open ${name}: its owner, its dependencies, and what runs where.`,
  };
}

/**
 * @param {Urls} urls
 * @param {PortalState} state
 */
function promote(urls, { promotion, openPullRequest }) {
  if (promotion) {
    const { service, namespace, from, to, autoSync } = promotion;
    return {
      title: 'Promote',
      url: `${urls.portal}/catalog/${namespace}/component/${service}/environments`,
      text: `${to} is behind ${from}: "Promote to ${to}", open the pull request and merge it${
        autoSync ? '' : ', then press Sync'
      }.`,
    };
  }
  if (openPullRequest) {
    const { url, title } = openPullRequest;
    return {
      title: 'Merge',
      url,
      text: `An open promotion: ${title}.`,
    };
  }
  return {
    title: 'Promote',
    url: `${urls.portal}/delivery`,
    text: 'No promotion can be opened right now; the Environments tab of a service says why.',
  };
}

/**
 * @param {number} number
 * @param {string} noun
 */
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
