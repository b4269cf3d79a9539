import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Component, type ReactNode } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './states.module.css';

class Boundary extends Component<
  { fallback: ReactNode; children: ReactNode },
  { hasFailed: boolean }
> {
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  state = { hasFailed: false };

  render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}

/**
 * Keeps a part of a page that cannot be shown from taking the rest with it: a row of a list, or a card. A sentence stands in
 * its place.
 *
 * @param props - `name`: what the part is about, such as a service; `frame`: puts the sentence into what has to stand around it
 * @internal
 */
export const PartBoundary = (props: {
  name: string;
  frame?: (note: ReactNode) => ReactNode;
  children: ReactNode;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { frame = (note: ReactNode) => note } = props;
  return (
    <Boundary
      fallback={frame(
        <p role="note" className={styles.failedPart}>
          {t('state.part', { name: props.name })}
        </p>,
      )}
    >
      {props.children}
    </Boundary>
  );
};
