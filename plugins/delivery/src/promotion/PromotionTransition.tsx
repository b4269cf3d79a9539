import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import {
  compareReleases,
  type EnvironmentHistory,
  type EnvironmentStatus,
  type EnvironmentTransition,
  formatRelease,
  type HealthStatus,
  type Promotion,
  type Release,
  type RolledBackRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useRef } from 'react';
import { RollbackOffer } from '../rollback/RollbackOffer';
import { rollbackTarget } from '../rollback/rollbackTarget';
import { useDialogAddress } from '../shared/address/useDialogAddress';
import { useDialogNote } from '../shared/address/useDialogNote';
import { personName } from '../shared/personName';
import { isUnderWay } from '../shared/queries/polling';
import { useReasonText } from '../shared/reasons/useReasonText';
import { TimeAgo } from '../shared/time/TimeAgo';
import { useOpenPromotion } from './useOpenPromotion';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { PromoteDialog } from './PromoteDialog';
import styles from './PromotionTransition.module.css';
import { PromotionLabel } from './PromotionLabel';
import { transitionChange } from './transitionChange';
import { useFocusAfter } from './useFocusAfter';

/**
 * What stands between two stops: the action, the promotion under way, or why there is neither.
 *
 * @internal
 */
export const PromotionTransition = (props: {
  entityRef: string;
  service: string;
  transition: EnvironmentTransition;
  source?: EnvironmentStatus;
  target?: EnvironmentStatus;
  /** ISO time of the answer that the transition came with. */
  generatedAt: string;
  /** The past of the environment that is promoted to. */
  history?: EnvironmentHistory;
  /** The environments before the target, in the order of the path, and the target as the last. */
  path: string[];
  /** False for the second and further steps to the same environment. */
  isFirst: boolean;
  /** It does not come from the stop that is drawn before it, or not from that one alone. */
  isElsewhere: boolean;
  /** The transitions that come after it. */
  next: EnvironmentTransition[];
  mayPromote: boolean;
  maySync: boolean;
  mayApprove: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, transition, mayPromote } = props;
  const { from, to, state } = transition;
  const dialog = useDialogAddress();
  const isOpen =
    dialog.params.promote === to &&
    (dialog.params.source === undefined
      ? props.isFirst
      : dialog.params.source === from);
  const place = { promote: to, ...(props.isFirst ? {} : { source: from }) };
  const note = useDialogNote({ isOpen, change: dialog.change });
  const deployment = isOpen ? dialog.params.deployment : undefined;
  const opening = useOpenPromotion(
    entityRef,
    { from, to, ...(deployment && { deployment }) },
    ({ id }) => note({ promotion: id }),
  );
  const reasonText = useReasonText();
  const why = useId();
  const section = useRef<HTMLElement>(null);
  useFocusAfter(isOpen, section);

  const promotion =
    transition.promotion ?? newerThan(props.generatedAt, opening.data);
  const underWay = isUnderWay(promotion);
  const change = transitionChange(
    transition.changes,
    props.source?.git?.release?.images[0]?.name,
  );
  const { rollback, emergency } = props.history ?? {};
  const goesBack = isUnderWay(rollback) || emergency !== undefined;
  const newer = goesBack ? undefined : releaseSince(promotion, props.source);
  const unhealthy = unhealthyHealth(props.source);
  const empty = [props.source, props.target].find(isEmpty);
  const stale = [props.source, props.target].find(side => side?.stale);
  const hidden = [props.source, props.target].find(side => side?.forbidden);
  const whyStale = (side: EnvironmentStatus) =>
    side.presence === 'unlisted'
      ? t('transition.unlisted', { name: side.name })
      : t('transition.stale');
  const whyNot = () => {
    if (props.source?.stale) return whyStale(props.source);
    if (goesBack) return t('transition.goesBack', { to });
    if (unhealthy) {
      return t('transition.sourceIs', {
        from,
        health: t(`health.${unhealthy}`),
      });
    }
    return undefined;
  };
  const wayBack =
    promotion?.status === 'failed' && !goesBack
      ? rollbackTarget(props.history, promotion)
      : undefined;
  const follow = () =>
    dialog.params.promotion ??
    opening.data?.id ??
    // There was none when the dialog was opened.
    (opening.uncertain && underWay ? promotion?.id : undefined);
  const followed = isOpen ? follow() : undefined;
  const obstacle = whyNot();
  const whyUnknown = () => {
    if (hidden) return t('transition.hidden', { name: hidden.name });
    if (transition.reason) return reasonText(transition.reason);
    if (stale) return whyStale(stale);
    return empty
      ? t('transition.empty', { name: empty.name })
      : t('transition.unknown');
  };

  return (
    <section
      ref={section}
      className={styles.transition}
      aria-label={t('transition.label', { from, to })}
      data-state={state}
      data-elsewhere={props.isElsewhere || undefined}
    >
      <div className={styles.line} aria-hidden>
        <RiArrowRightLine size={18} />
      </div>
      <div className={styles.content}>
        {props.isElsewhere && (
          <Text as="p" variant="body-small" weight="bold">
            {t('transition.comesFrom', { from })}
          </Text>
        )}
        {opening.isPending && <Quiet>{t('promote.opening')}</Quiet>}
        {opening.error && !isOpen && !underWay && (
          <Text as="p" variant="body-small" weight="bold">
            {t(
              opening.uncertain
                ? 'transition.searching'
                : 'transition.openFailed',
            )}
          </Text>
        )}
        {promotion && !opening.isPending && (
          <PromotionLabel promotion={promotion} />
        )}
        {wayBack && !opening.isPending && (
          <RollbackOffer environment={to} target={wayBack} loud />
        )}
        {underWay && (
          <Button
            size="small"
            variant="secondary"
            className={styles.button}
            aria-label={t('transition.progressLabel', { to })}
            onPress={() => dialog.open({ ...place, promotion: promotion?.id })}
          >
            {t('transition.progress')}
          </Button>
        )}
        {newer && (
          <>
            <Quiet>
              {t('transition.otherRelease', {
                from,
                release: formatRelease(newer),
              })}
            </Quiet>
            {mayPromote && (
              <Button
                size="small"
                variant="secondary"
                className={styles.button}
                onPress={() => {
                  opening.reset();
                  dialog.open(place);
                }}
              >
                {t('transition.promoteInstead', {
                  release: formatRelease(newer),
                })}
              </Button>
            )}
          </>
        )}
        {state === 'differs' && !underWay && (
          <>
            {change && <Quiet>{change}</Quiet>}
            {obstacle && (
              <Text as="p" variant="body-small" weight="bold">
                {obstacle}
              </Text>
            )}
            {transition.rolledBack && !goesBack && (
              <RolledBackBefore {...transition.rolledBack} to={to} />
            )}
            <Button
              size="small"
              // What would be refused does not invite; the dialog says why.
              variant={
                obstacle || transition.rolledBack ? 'secondary' : 'primary'
              }
              className={styles.button}
              isDisabled={!mayPromote}
              isPending={opening.isPending}
              aria-describedby={mayPromote ? undefined : why}
              onPress={() => {
                opening.reset();
                dialog.open(place);
              }}
            >
              {t('transition.promote', { to })}
            </Button>
            {!mayPromote && (
              <Text as="p" id={why} variant="body-x-small" color="secondary">
                {t('transition.forbidden', { to })}
              </Text>
            )}
          </>
        )}
        {state === 'same' && !promotion && (
          <Quiet>{t('transition.same')}</Quiet>
        )}
        {state === 'unknown' && !promotion && <Quiet>{whyUnknown()}</Quiet>}
      </div>
      {isOpen && (
        <PromoteDialog
          entityRef={entityRef}
          service={props.service}
          from={from}
          to={to}
          path={props.path}
          now={props.source?.git?.release}
          deployment={deployment}
          onChoose={id => {
            opening.reset();
            dialog.change({ deployment: id });
          }}
          target={props.target}
          maySync={props.maySync}
          mayPromote={mayPromote}
          mayApprove={props.mayApprove}
          opening={opening}
          follow={followed}
          known={[opening.data, promotion].find(one => one?.id === followed)}
          stages={
            props.history?.current?.promotion === followed
              ? props.history?.current?.stages
              : undefined
          }
          afterwards={over => (
            <Afterwards
              promotion={over}
              history={props.history}
              next={props.next}
            />
          )}
          onClose={dialog.close}
        />
      )}
    </section>
  );
};

/** That what would be promoted was rolled back there; the dialog asks why it goes there again. */
function RolledBackBefore({ at, by, to }: RolledBackRelease & { to: string }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <Text as="p" variant="body-small" weight="bold">
      <TimeAgo
        time={at}
        format={age =>
          by
            ? t('transition.rolledBackBy', { to, age, by: personName(by) })
            : t('transition.rolledBack', { to, age })
        }
      />
    </Text>
  );
}

/** What is next once a promotion is over. */
function Afterwards(props: {
  promotion: Promotion;
  history?: EnvironmentHistory;
  next: EnvironmentTransition[];
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const dialog = useDialogAddress();
  const { promotion, history, next } = props;
  const { status, to } = promotion;
  const target = rollbackTarget(history, promotion);
  return (
    <>
      {status === 'succeeded' &&
        next
          .filter(({ state }) => state === 'differs')
          .map(each => (
            <Button
              key={each.to}
              size="small"
              variant="primary"
              onPress={() =>
                dialog.open({ promote: each.to, source: each.from })
              }
            >
              {t('transition.promote', { to: each.to })}
            </Button>
          ))}
      {(status === 'succeeded' || status === 'failed') && target && (
        <RollbackOffer
          environment={to}
          target={target}
          loud={status === 'failed'}
        />
      )}
    </>
  );
}

/** Health of a source that nothing should be promoted from now; undefined where it may be. */
function unhealthyHealth(source?: EnvironmentStatus): HealthStatus | undefined {
  const health = source?.health;
  return health === 'Healthy' || health === 'Unknown' ? undefined : health;
}

/** Nothing was ever synced there, so there is nothing to compare with. */
function isEmpty(environment?: EnvironmentStatus): boolean {
  return environment?.health === 'Missing' && !environment.release;
}

/** What the source has in Git, where that is another Release than an open promotion is about. */
function releaseSince(
  promotion?: Promotion,
  source?: EnvironmentStatus,
): Release | undefined {
  const release = source?.git?.release;
  // Somebody chose another one on purpose.
  if (promotion?.status !== 'open' || promotion.chosen || !release) {
    return undefined;
  }
  const changes = compareReleases(release, promotion.release);
  return changes !== 'unknown' && changes.length > 0 ? release : undefined;
}

/** What was opened from here counts until the service's own answer is younger than it. */
function newerThan(answer: string, opened?: Promotion): Promotion | undefined {
  return opened && Date.parse(answer) < Date.parse(opened.createdAt)
    ? opened
    : undefined;
}

function Quiet(props: { children: React.ReactNode }) {
  return (
    <Text as="p" variant="body-small" color="secondary">
      {props.children}
    </Text>
  );
}
