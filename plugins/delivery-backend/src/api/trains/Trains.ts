import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createReason,
  deliveryEnvironmentReadPermission,
  type PromotionPreview,
  type Reason,
  type Train,
  type TrainMember,
  type TrainPreview,
  type TrainPreviewMember,
  type TrainRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import { mapBounded } from '../../collections/mapBounded';
import type { PromotionOpener } from '../../promotions/PromotionOpener';
import { toPromotion } from '../../promotions/toPromotion';
import { openingFailure } from '../../trains/openingFailure';
import { AT_ONCE, type WantedPromotion } from '../../trains/SharedOpener';
import type { FollowedMember, TrainRunner } from '../../trains/TrainRunner';
import type { TrainRecord } from '../../trains/TrainStore';
import type { Caller } from '../DeliveryApi';
import { findRequester, requesterOf } from '../findRequester';
import {
  environmentsBeside,
  previewFor,
  promotionFor,
} from '../hideFromPromotion';
import type { Access } from '../ServiceAccess';
import type { TrainApi } from './TrainApi';
import {
  noSuchTrain,
  type Refused,
  type TrainService,
  type TrainServices,
} from './TrainServices';

const READ = deliveryEnvironmentReadPermission;

/** An answer comes after this time at the latest; what is not opened by then is opened afterwards. */
const WAIT_MS = 8_000;

/** What trains are made of, beside who may. */
export interface TrainParts {
  auth: AuthService;
  authors: CommitAuthors;
  catalog: CatalogService;
  opener: Pick<PromotionOpener, 'preview'>;
  runner: TrainRunner;
}

/** Promotes several services together. Whether the caller may is asked of {@link TrainServices} first, for each. */
export class Trains implements TrainApi {
  readonly #auth: AuthService;
  readonly #authors: CommitAuthors;
  readonly #catalog: CatalogService;
  readonly #opener: Pick<PromotionOpener, 'preview'>;
  readonly #runner: TrainRunner;
  readonly #services: TrainServices;

  constructor(options: TrainParts & { services: TrainServices }) {
    this.#auth = options.auth;
    this.#authors = options.authors;
    this.#catalog = options.catalog;
    this.#opener = options.opener;
    this.#runner = options.runner;
    this.#services = options.services;
  }

  async preview(request: TrainRequest, caller: Caller): Promise<TrainPreview> {
    const { to, entityRefs, reason } = request;
    const found = await this.#services.find(entityRefs, to, caller);
    return {
      to,
      pullRequests: this.#runner.mode,
      members: await mapBounded(found, AT_ONCE, async (each, index) => ({
        entityRef: entityRefs[index],
        ...('service' in each
          ? await this.#previewOne(each, to, reason)
          : { canOpen: false, reason: each.reason }),
      })),
    };
  }

  async open(
    request: TrainRequest,
    caller: Caller,
  ): Promise<{ train: Train; created: boolean }> {
    const { to, entityRefs, reason } = request;
    const found = await this.#services.find(entityRefs, to, caller);
    const services = found.map(requirePromotable);
    const wanted = await this.#wanted(services, to, reason);
    const { ref } = requesterOf(caller, { auth: this.#auth });
    const { train, created } = await this.#runner.findOrCreate(wanted, {
      to,
      by: ref,
      ...(reason ? { reason } : {}),
    });
    await this.#runner.run(train, wanted, {
      waitMs: WAIT_MS,
      request: caller.request,
    });
    return { train: await this.#show(train, caller), created };
  }

  async get(id: string, caller: Caller): Promise<Train> {
    return this.#show(await this.#train(id), caller);
  }

  async retry(id: string, caller: Caller): Promise<Train> {
    const train = await this.#train(id);
    const { to, requestReason } = train;
    const members = await this.#services.visible(
      await this.#runner.follow(train),
      to,
      caller,
    );
    const found = await this.#services.find(
      members.map(({ member }) => member.entityRef),
      to,
      caller,
    );
    const promotable = found.flatMap(each =>
      'service' in each && !each.refusal ? [each] : [],
    );
    if (promotable.length === 0 && found.length > 0) {
      requirePromotable(found[0]);
    }
    const isMissing = ({ service }: TrainService) =>
      members.some(
        ({ member: { entityRef, promotion, isOpening } }) =>
          entityRef === service.entityRef && !promotion && !isOpening,
      );
    await this.#runner.run(
      train,
      await this.#wanted(promotable.filter(isMissing), to, requestReason),
      { waitMs: WAIT_MS, request: caller.request },
    );
    return this.#show(train, caller);
  }

  async #previewOne(
    { access, service, from, caller, refusal }: TrainService,
    to: string,
    reason: string | undefined,
  ): Promise<Omit<TrainPreviewMember, 'entityRef'>> {
    try {
      const { files, clusterChanges, ...preview } = await this.#opener.preview(
        service,
        { from, to, ...(reason ? { reason } : {}) },
        requesterOf(caller, { auth: this.#auth }),
      );
      const why = refusal?.reason ?? whyNot(preview);
      return {
        preview: previewFor(preview, access),
        canOpen: !why,
        ...(why ? { reason: why } : {}),
      };
    } catch (error) {
      return { canOpen: false, reason: openingFailure(error) };
    }
  }

  /** Who asks is looked up once: it is the same person for all of them. */
  async #wanted(
    services: readonly TrainService[],
    to: string,
    reason: string | undefined,
  ): Promise<WantedPromotion[]> {
    const [first] = services;
    const { author } = first
      ? await findRequester(first.caller, {
          auth: this.#auth,
          authors: this.#authors,
          catalog: this.#catalog,
        })
      : { author: undefined };
    return services.map(({ service, from, caller }) => {
      const { maySee, ...requester } = requesterOf(caller, {
        auth: this.#auth,
      });
      return {
        service,
        request: { from, to, ...(reason ? { reason } : {}) },
        // Why one was not opened is recorded, and read by people with other rights: it names nothing that only this one may see.
        requester: { ...requester, ...(author ? { author } : {}) },
      };
    });
  }

  async #train(id: string): Promise<TrainRecord> {
    const train = await this.#runner.get(id);
    if (!train) {
      throw noSuchTrain(id);
    }
    return train;
  }

  async #show(train: TrainRecord, caller: Caller): Promise<Train> {
    const { id, to, pullRequests, requestedBy, requestReason, createdAt } =
      train;
    const members = await this.#services.visible(
      await this.#runner.follow(train),
      to,
      caller,
    );
    if (members.length === 0) {
      throw noSuchTrain(id);
    }
    return {
      id,
      to,
      pullRequests,
      requestedBy,
      ...(requestReason ? { requestReason } : {}),
      createdAt,
      members: members.map(({ member, access, mayPromote }) => ({
        ...toMember(member, to, access),
        ...(mayPromote && !member.promotion && !member.isOpening
          ? { mayRetry: true as const }
          : {}),
      })),
    };
  }
}

function toMember(
  { entityRef, from, isOpening, promotion, failure }: FollowedMember,
  to: string,
  access: Access,
): TrainMember {
  // What has arrived is not opened again, and that says nothing.
  const why = promotion?.status === 'succeeded' ? undefined : failure;
  const { service, rights } = access;
  const environment = environmentsBeside(service, { from, to }).find(
    name => !rights.allows(READ, service, name),
  );
  // It may say what a gate said of another environment that it comes from.
  const shown =
    why && environment
      ? createReason('PermissionMissing', {
          permission: READ.name,
          environment,
        })
      : why;
  return {
    entityRef,
    from,
    ...(isOpening ? { opening: true as const } : {}),
    ...(promotion
      ? { promotion: promotionFor(toPromotion(promotion), access) }
      : {}),
    ...(shown ? { failure: shown } : {}),
  };
}

/** A gate that asks for a reason does not keep it from going: the dialog asks for one. */
function whyNot({
  canOpen,
  reason,
}: Pick<PromotionPreview, 'canOpen' | 'reason'>): Reason | undefined {
  return canOpen ? undefined : reason ?? createReason('OpeningFailed', {});
}

/** Throws for a service that the caller may not promote there. */
function requirePromotable(found: TrainService | Refused): TrainService {
  const refusal = 'service' in found ? found.refusal : found;
  if (refusal) {
    throw refusal.error;
  }
  return found as TrainService;
}
