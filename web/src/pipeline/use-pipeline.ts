import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Jobs, PipelineEvent, Sample, Status } from '../api/client.ts';
import { jobsQuery, progressQuery, statusQuery } from '../api/queries.ts';
import { withSample } from './rates.ts';

/** How often is asked where there is no stream, and after how long the stream is tried again. */
const POLL_MS = 3000;
const AGAIN_MS = 30_000;

/**
 * The pipeline as it changes: from the stream of events, whose samples go on where they broke off; where that cannot be had,
 * by asking again and again.
 */
export function usePipeline() {
  const client = useQueryClient();
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const [streaming, setStreaming] = useState(true);
  const polling = { refetchInterval: streaming ? (false as const) : POLL_MS };
  const status = useQuery({ ...statusQuery, ...polling });
  const jobs = useQuery({ ...jobsQuery, ...polling });

  useEffect(() => {
    if (!streaming) {
      const timer = window.setTimeout(() => setStreaming(true), AGAIN_MS);
      return () => window.clearTimeout(timer);
    }
    const source = new EventSource('/api/events');
    const on = <Name extends PipelineEvent['event']>(
      name: Name,
      take: (data: Extract<PipelineEvent, { event: Name }>['data']) => void,
    ) => source.addEventListener(name, ({ data }: MessageEvent<string>) => take(JSON.parse(data)));
    on('sample', (sample) => setSamples((before) => withSample(before, sample)));
    on('status', (now: Status) => {
      client.setQueryData(statusQuery.queryKey, now);
      client.setQueryData(progressQuery.queryKey, now);
    });
    on('jobs', (now: Jobs) => client.setQueryData(jobsQuery.queryKey, now));
    // What merely broke off is opened anew by the browser.
    source.onerror = () => source.readyState === EventSource.CLOSED && setStreaming(false);
    return () => source.close();
  }, [client, streaming]);

  const { data, dataUpdatedAt } = status;
  useEffect(() => {
    if (streaming || !data) return;
    const { records, embedded, indexing } = data;
    const at = new Date(dataUpdatedAt).toISOString();
    const sample = {
      at,
      fetched: records.received,
      applied: records.applied,
      embedded,
      indexed: indexing.indexed,
    };
    setSamples((before) => withSample(before, sample));
  }, [streaming, data, dataUpdatedAt]);

  return { status, jobs, samples, streaming };
}
