import { type DragEvent, useState } from 'react';

/** A place to drop one file on, with a button to choose it instead. */
export function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const [several, setSeveral] = useState(false);

  function take(files: FileList | null) {
    setSeveral(files !== null && files.length > 1);
    const file = files?.length === 1 ? files[0] : undefined;
    if (file) onFile(file);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  }

  return (
    <section
      aria-label="File"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`rounded-lg border-2 border-dashed px-6 py-12 text-center ${over ? 'border-accent bg-tint' : 'border-edge bg-surface'}`}
    >
      <label className="inline-block rounded-full bg-accent px-5 py-1.5 font-medium text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
        Choose a file
        <input
          type="file"
          className="sr-only"
          accept=".csv,.json,.jsonl,.ndjson,.gz,.txt"
          onChange={({ target }) => {
            take(target.files);
            // The same file, mended meanwhile, must be a choice too.
            target.value = '';
          }}
        />
      </label>
      <p className="mt-3 text-muted">or drop it here</p>
      {several && (
        <p role="alert" className="mt-3 text-danger">
          One file at a time, please.
        </p>
      )}
    </section>
  );
}
