import type { ApiProblem } from '../api/problem.ts';

/** A failed request as its reader needs it: what happened, where, what to do, and the id under which the log has it. */
export function ProblemNotice({ problem, onRetry }: { problem: ApiProblem; onRetry?: () => void }) {
  return (
    <div role="alert" className="rounded-r-lg border-l-4 border-danger bg-danger-tint px-5 py-4">
      <p className="font-semibold text-danger">{problem.title}</p>
      {problem.detail && <p className="mt-1 break-words">{problem.detail}</p>}
      <p className="mt-1">{problem.advice}</p>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        {onRetry && (
          <button
            type="button"
            onClick={onRetry}
            className="rounded-full border border-danger px-4 py-0.5 text-danger hover:bg-surface"
          >
            Try again
          </button>
        )}
        {problem.requestId && (
          <p className="text-xs">
            Request <code className="font-mono break-all">{problem.requestId}</code>
          </p>
        )}
      </div>
    </div>
  );
}
