import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationRecipients } from '@backstage/plugin-notifications-node';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { findCommitAuthor } from '../promotions/findCommitAuthor';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { tallyApprovals } from '../promotions/tallyApprovals';
import { loginAnnotations } from '../services/loginAt';
import { personNames } from '../services/personNames';
import type { ServiceResolver } from '../services/ServiceResolver';
import type { NoticeAudience } from './PromotionNotice';

const MAX_NAMESAKES = 20;

/** Recipients as Backstage takes them; a group stands for its members. */
export type EntityRecipients = Extract<
  NotificationRecipients,
  { type: 'entity' }
>;

const isUser = (ref: string) => ref.startsWith('user:');

/** Knows whom a notice is for. */
export class NoticeRecipients {
  readonly #auth: AuthService;
  readonly #catalog: Pick<CatalogService, 'queryEntities'>;
  readonly #deployments: Pick<DeploymentStore, 'get' | 'list'>;
  readonly #releaseManagers: readonly string[];
  readonly #services: Pick<ServiceResolver, 'resolve'>;

  constructor(options: {
    auth: AuthService;
    catalog: Pick<CatalogService, 'queryEntities'>;
    deployments: Pick<DeploymentStore, 'get' | 'list'>;
    /** `delivery.access.releaseManagers`: who may approve promotions. The owner is asked where there are none. */
    releaseManagers: readonly string[];
    services: Pick<ServiceResolver, 'resolve'>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#deployments = options.deployments;
    this.#releaseManagers = options.releaseManagers;
    this.#services = options.services;
  }

  /** Undefined where it is for nobody. */
  async of(
    record: PromotionRecord,
    audience: NoticeAudience,
  ): Promise<EntityRecipients | undefined> {
    const { entityRef, requestedBy } = record;
    const people = isUser(requestedBy) ? [requestedBy] : [];
    if (audience.to === 'asker' || (audience.to === 'requester' && people[0])) {
      return people[0] ? { type: 'entity', entityRef: people } : undefined;
    }
    const { owner } = (await this.#services.resolve(entityRef)).entity.spec;
    switch (audience.to) {
      case 'approvers': {
        // Owners may approve only where nobody is named for it: the shipped policy gives it to release managers.
        const [asked] = [
          audience.groups,
          this.#releaseManagers,
          [owner],
        ].filter(refs => refs.length > 0);
        const excluded = [
          ...people,
          ...tallyApprovals(record).given.map(({ by }) => by),
          ...(await this.#authorsOf(record)),
        ];
        return {
          type: 'entity',
          entityRef: [...asked],
          ...(excluded.length > 0
            ? { excludeEntityRef: [...new Set(excluded)] }
            : {}),
        };
      }
      case 'everybody':
        return { type: 'entity', entityRef: [owner, ...people] };
      default:
        return { type: 'entity', entityRef: [owner] };
    }
  }

  /** People whom the commit of what is promoted names as its author: they cannot approve it. */
  async #authorsOf(record: PromotionRecord): Promise<string[]> {
    const author = await findCommitAuthor(this.#deployments, record);
    if (!author) {
      return [];
    }
    const { items } = await this.#catalog.queryEntities(
      {
        filter: [
          'spec.profile.displayName',
          'spec.profile.email',
          ...loginAnnotations(new URL(record.sourceUrl).host).map(
            annotation => `metadata.annotations.${annotation}`,
          ),
        ].map(key => ({ kind: 'user', [key]: author })),
        limit: MAX_NAMESAKES,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const name = author.toLocaleLowerCase('en-US');
    return items
      .filter(user =>
        personNames(user).some(
          each => each.toLocaleLowerCase('en-US') === name,
        ),
      )
      .map(stringifyEntityRef);
  }
}
