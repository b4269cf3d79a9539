import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import { OpenedApplications } from '../resources/OpenedApplications';
import type { ResolvedService } from '../services/ServiceResolver';
import { FakeArgocd } from './FakeArgocd';
import { shop, SHOP_IMAGE } from './shop';

/** The shop on an Argo CD in memory, every environment deployed once, and what opens its Applications. */
export function openedShop() {
  const git = { head: 'a'.repeat(40) };
  const argocd = new FakeArgocd({
    head: () => git.head,
    imagesAt: revision => [`${SHOP_IMAGE}:${revision[0]}`],
  });
  const service: ResolvedService = {
    entityRef: 'component:default/shop',
    name: 'shop',
    entity: shop,
    environments: shop.spec.environments ?? [],
  };
  for (const { name, namespace } of service.environments) {
    argocd.add({
      name: `shop-${name}`,
      service: 'shop',
      environment: name,
      project: 'team-product',
      destination: { name: 'homelab', namespace },
      repoURL: 'https://git.example/acme/platform',
      path: `kubernetes/services/shop/environments/${name}`,
    });
    argocd.syncNow(`shop-${name}`);
    argocd.settle(`shop-${name}`);
  }
  argocd.calls.length = 0;
  const upserted: unknown[] = [];
  const status = { name: 'homelab', reachable: true };
  const read = (application: unknown) =>
    toApplicationRecord('homelab', application);
  const readModel = {
    find: () =>
      argocd.names.flatMap(name => read(argocd.find(name)?.toJSON()) ?? []),
    instances: [{ status }],
    instance: () => ({
      api: argocd,
      upsert: (application: unknown) => upserted.push(application),
      read,
    }),
  } as unknown as ArgocdReadModel;
  const applications = new OpenedApplications({ readModel });
  return { applications, argocd, git, readModel, service, status, upserted };
}
