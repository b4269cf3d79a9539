import { parseEntityRef } from '@backstage/catalog-model';
import {
  useAppHref,
  useAppNavigate,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import type { PickedNode } from './pickForGraph';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { healthLooks } from '../../shared/status/healthLooks';
import styles from './DependencyDrawing.module.css';
import type { ServiceFacts } from './useServiceFacts';

const WIDTH = 184;
const HEIGHT = 54;
const LETTERS = 23;

/**
 * A service of the graph, as a link to its page, or the button that shows those without room.
 *
 * @internal
 */
export const GraphNode = (props: {
  node: PickedNode;
  factsOf: (ref: string) => ServiceFacts;
  onMore: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { node, factsOf, onMore } = props;
  if (node.kind === 'more') {
    return (
      <g
        role="button"
        tabIndex={0}
        className={styles.node}
        onClick={onMore}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          onMore();
        }}
      >
        <Box kind="more" />
        <text className={styles.name} x={WIDTH / 2} y={32} textAnchor="middle">
          {t('dependencies.more', { number: String(node.count) })}
        </text>
      </g>
    );
  }
  return node.kind === 'root' ? (
    <g className={styles.node}>
      <Service facts={factsOf(node.ref)} isRoot />
    </g>
  ) : (
    <ServiceLink facts={factsOf(node.ref)} />
  );
};

function ServiceLink({ facts }: { facts: ServiceFacts }) {
  const content = <Service facts={facts} />;
  return facts.known ? (
    <KnownServiceLink facts={facts}>{content}</KnownServiceLink>
  ) : (
    <g className={styles.node}>{content}</g>
  );
}

/** A link of its own: `RouterLink` reads `target` as text, and in a drawing it is an object. */
function KnownServiceLink(props: { facts: ServiceFacts; children: ReactNode }) {
  const words = useWords();
  const entityLink = useEntityRefLink();
  const navigate = useAppNavigate();
  const to = entityLink(parseEntityRef(props.facts.ref));
  const href = useAppHref(to);
  return (
    <a
      href={href}
      className={styles.node}
      aria-label={`${props.facts.name} ${words(props.facts)}`}
      onClick={(event: MouseEvent) => {
        const opensElsewhere =
          event.metaKey || event.altKey || event.ctrlKey || event.shiftKey;
        if (event.button !== 0 || opensElsewhere) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {props.children}
    </a>
  );
}

function Service(props: { facts: ServiceFacts; isRoot?: boolean }) {
  const words = useWords();
  const { name, known, health } = props.facts;
  const { tone, Icon } = healthLooks[health];
  return (
    <>
      {name.length > LETTERS && <title>{name}</title>}
      <Box kind={props.isRoot ? 'root' : 'service'} />
      <text className={styles.name} x={12} y={22}>
        {/* The space keeps the two texts apart for those who hear them. */}
        {shorten(name)}{' '}
      </text>
      <g className={styles.health} data-tone={known ? tone : 'neutral'}>
        <Icon size={16} x={12} y={31} aria-hidden />
        <text x={32} y={43}>
          {words(props.facts)}
        </text>
      </g>
    </>
  );
}

function useWords() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return ({ known, health, problems }: ServiceFacts) =>
    [
      known ? t(`health.${health}`) : t('dependencies.missing'),
      problems > 0 && t('dependencies.problems', { count: problems }),
    ]
      .filter(Boolean)
      .join(' · ');
}

function Box({ kind }: { kind: PickedNode['kind'] }): ReactNode {
  return (
    <rect
      className={styles.box}
      data-kind={kind}
      width={WIDTH}
      height={HEIGHT}
      rx={6}
    />
  );
}

function shorten(name: string): string {
  return name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name;
}
