/** As Azure DevOps documents it, without what nobody here reads. */
export const azurePush = {
  subscriptionId: '9b39b9a8-64a1-4b1d-a0c7-19c8a8a1c9b1',
  notificationId: 3,
  id: '03c164c2-8912-4d5e-8009-3707d5f83734',
  eventType: 'git.push',
  publisherId: 'tfs',
  message: { text: 'Mira pushed updates to platform:main.' },
  resource: {
    commits: [
      {
        commitId: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
        comment: 'A service',
        author: { name: 'Mira', date: '2026-11-21T09:15:32Z' },
      },
    ],
    refUpdates: [
      {
        name: 'refs/heads/main',
        oldObjectId: 'a10867b14bb761a232cd80139fbd4c0d33264240',
        newObjectId: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
      },
    ],
    repository: {
      id: '278d5cd2-584d-4b63-824a-2ba458937249',
      name: 'platform',
      project: { id: '6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c', name: 'infra' },
      defaultBranch: 'refs/heads/main',
      remoteUrl: 'https://acme@dev.azure.com/acme/infra/_git/platform',
    },
    pushedBy: { displayName: 'Mira' },
    pushId: 14,
    date: '2026-11-21T09:17:02.3819719Z',
  },
  resourceVersion: '1.0',
  createdDate: '2026-11-21T09:17:05.0000000Z',
};
