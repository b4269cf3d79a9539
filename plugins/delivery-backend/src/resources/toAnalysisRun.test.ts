import { toAnalysisRun } from './toAnalysisRun';

describe('toAnalysisRun', () => {
  it('shows no address, whether it is in a condition, an argument of one, a value or a message', () => {
    const run = toAnalysisRun({
      metadata: { name: 'shop-1' },
      spec: {
        args: [
          { name: 'service', value: 'prometheus.monitoring.svc:9090' },
          { name: 'share', value: '0.95' },
        ],
        metrics: [
          {
            name: 'answers',
            successCondition:
              'result[0] >= {{args.share}} && from != "{{args.service}}" && to != "https://user:secret@10.0.0.7/x"',
          },
        ],
      },
      status: {
        phase: 'Failed',
        metricResults: [
          {
            name: 'answers',
            phase: 'Failed',
            message: 'Get "http://10.0.0.7:9090/api": refused',
            measurements: [{ phase: 'Failed', value: '["10.0.0.7:9090"]' }],
          },
        ],
      },
    });
    expect(run?.metrics).toMatchObject([
      {
        successCondition: 'result[0] >= 0.95 && from != "…" && to != "…"',
        message: 'Get "…": refused',
        measurements: [{ value: '["…"]' }],
      },
    ]);
  });

  it('keeps a condition to a length that can be read', () => {
    const run = toAnalysisRun({
      metadata: { name: 'shop-1' },
      spec: {
        args: [{ name: 'names', value: 'x'.repeat(1_000) }],
        metrics: [
          { name: 'answers', successCondition: 'in("{{args.names}}")' },
        ],
      },
    });
    expect(run?.metrics[0].successCondition).toHaveLength(300);
  });
});
