import type { ApiProblem } from '../api/problem.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** A failed request as its reader needs it: what happened, where, what to do, and the id under which the log has it. */
export function ProblemNotice({ problem, onRetry }: { problem: ApiProblem; onRetry?: () => void }) {
  return (
    <Notice role="alert" tone="danger">
      <p className="font-semibold text-danger">{problem.title}</p>
      {problem.detail && <p className="mt-1 break-words">{problem.detail}</p>}
      <p className="mt-1">{problem.advice}</p>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        {onRetry && (
          <Button look="danger" onClick={onRetry}>
            Try again
          </Button>
        )}
        {problem.requestId && (
          <p className="text-xs">
            Request <code className="font-mono break-all">{problem.requestId}</code>
          </p>
        )}
      </div>
    </Notice>
  );
}
