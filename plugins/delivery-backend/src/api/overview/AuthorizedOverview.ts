import type { AuthService } from '@backstage/backend-plugin-api';
import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionApprovePermission,
  type PromotionsUnderWay,
  type PromotionUnderWay,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import { tallyApprovals } from '../../promotions/tallyApprovals';
import { toPromotion } from '../../promotions/toPromotion';
import type { ServiceResolver } from '../../services/ServiceResolver';
import type { Authorizer } from '../Authorizer';
import type { Caller } from '../DeliveryApi';
import { promotionFor } from '../hideFromPromotion';
import type { Access } from '../ServiceAccess';
import type { Overview } from './Overview';
import type { OverviewApi } from './OverviewApi';

const READ = deliveryEnvironmentReadPermission;
const APPROVE = deliveryPromotionApprovePermission;
const MAX_ITEMS = 200;

/** A promotion tells about the environment it comes from and about the one it goes to: both must be visible. */
export class AuthorizedOverview implements OverviewApi {
  readonly #inner: Pick<Overview, 'underWay'>;
  readonly #auth: AuthService;
  readonly #authorizer: Pick<Authorizer, 'requireKnown' | 'rightsOf'>;
  readonly #services: Pick<ServiceResolver, 'resolveMany'>;

  constructor(
    inner: Pick<Overview, 'underWay'>,
    options: {
      auth: AuthService;
      authorizer: Pick<Authorizer, 'requireKnown' | 'rightsOf'>;
      services: Pick<ServiceResolver, 'resolveMany'>;
    },
  ) {
    this.#inner = inner;
    this.#auth = options.auth;
    this.#authorizer = options.authorizer;
    this.#services = options.services;
  }

  /** One question to the permission system and one to the catalog, however many there are. */
  async promotionsUnderWay({
    credentials,
  }: Caller): Promise<PromotionsUnderWay> {
    this.#authorizer.requireKnown(credentials);
    const records = await this.#inner.underWay();
    const entityRefs = [...new Set(records.map(({ entityRef }) => entityRef))];
    const [rights, resolved] = await Promise.all([
      this.#authorizer.rightsOf(credentials, [READ, APPROVE], entityRefs),
      this.#services.resolveMany(entityRefs),
    ]);
    const services = new Map(
      resolved.flatMap(service =>
        service ? [[service.entityRef, service]] : [],
      ),
    );
    const visible = await rights.visible([...services.keys()]);
    const viewer = this.#auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
    const items = records.flatMap(record => {
      const service = services.get(record.entityRef);
      return service &&
        visible.has(record.entityRef) &&
        [record.from, record.to].every(name =>
          rights.allows(READ, service, name),
        )
        ? [forViewer(record, viewer, { service, rights })]
        : [];
    });
    return {
      items: items.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_ITEMS),
      total: items.length,
    };
  }
}

/** As `approvePromotion` decides: people approve what is open, and nobody their own. */
function forViewer(
  record: PromotionRecord,
  viewer: string | undefined,
  access: Access,
): PromotionUnderWay {
  const { service, rights } = access;
  const promotion = promotionFor(toPromotion(record), access);
  const requestedByViewer = record.requestedBy === viewer;
  return {
    promotion,
    requestedByViewer,
    viewerMayApprove:
      viewer !== undefined &&
      !requestedByViewer &&
      promotion.status === 'open' &&
      promotion.approvalState === 'awaited' &&
      !tallyApprovals(record).given.some(({ by }) => by === viewer) &&
      rights.allows(APPROVE, service, record.to),
  };
}

function rank({ viewerMayApprove, requestedByViewer }: PromotionUnderWay) {
  if (viewerMayApprove) return 0;
  return requestedByViewer ? 1 : 2;
}
