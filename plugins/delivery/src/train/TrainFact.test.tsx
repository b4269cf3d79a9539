import { screen } from '@testing-library/react';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { promotion } from '../__testUtils__/delivery';
import {
  renderDelivery,
  trainApiMock,
  trainOf,
} from '../__testUtils__/renderDelivery';
import { TrainFact } from './TrainFact';

const memberOf = (name: string, number: number) => {
  const entityRef = `component:default/${name}`;
  return {
    entityRef,
    from: 'staging',
    promotion: promotion({
      entityRef,
      status: 'open',
      train: 'any',
      sharesPullRequest: true,
      pullRequest: {
        number,
        url: `https://git.example.org/pull/${number}`,
        title: 'Promote',
      },
    }),
  };
};

describe('TrainFact', () => {
  it('names those that were promoted, and those of the same pull request', async () => {
    const cart = memberOf('cart', 12);
    const train = trainOf([
      cart,
      memberOf('mail', 12),
      memberOf('search', 7),
      {
        entityRef: 'component:default/lost',
        from: 'staging',
        failure: createReason('OpeningFailed', {}),
      },
    ]);
    renderDelivery(<TrainFact train={train.id} promotion={cart.promotion} />, {
      trainApi: trainApiMock(train),
    });
    const words = await screen.findByText(
      /Promoted together with mail, search\./,
    );
    expect(words).toHaveTextContent('Its pull request also brings mail.');
    expect(words).not.toHaveTextContent('lost');
  });

  it('says that others are with it where none of them may be seen', async () => {
    const cart = memberOf('cart', 12);
    const train = trainOf([cart]);
    renderDelivery(<TrainFact train={train.id} promotion={cart.promotion} />, {
      trainApi: trainApiMock(train),
    });
    expect(
      await screen.findByText(/Promoted together with other services\./),
    ).toBeInTheDocument();
  });
});
