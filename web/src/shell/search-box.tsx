import { useNavigate } from '@tanstack/react-router';
import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { changed } from '../search/address.ts';
import { askedText, shownText } from './line-breaks.ts';
import { NOTES } from './query-notes.tsx';
import { useShownAddress } from './shown-address.ts';

/** Long enough for a word to be finished, short enough to feel immediate. */
const PAUSE_MS = 250;
const MOST_CHARACTERS = 20_000;

/** The one search box. It answers while one types; a run of typing is one step for the browser's back button. */
export function SearchBox({ large }: { large: boolean }) {
  const address = useShownAddress();
  const navigate = useNavigate();
  const [text, setText] = useState(shownText(address.q ?? ''));
  const box = useRef<HTMLInputElement>(null);
  const asked = useRef(address.q ?? '');
  const typing = useRef(false);
  const pause = useRef(0);

  useEffect(() => {
    // Another search came from elsewhere: the back button, a link, an example.
    const q = address.q ?? '';
    if (q === asked.current) return;
    asked.current = q;
    setText(shownText(q));
  }, [address.q]);

  useEffect(() => {
    if (window.location.pathname === '/') box.current?.focus({ preventScroll: true });
    return () => window.clearTimeout(pause.current);
  }, []);

  function ask(q: string, replace: boolean) {
    window.clearTimeout(pause.current);
    if (q === asked.current && window.location.pathname === '/') return;
    asked.current = q;
    void navigate({ to: '/', search: changed(address, { q }), replace });
  }

  function type(next: string) {
    setText(next);
    window.clearTimeout(pause.current);
    if (next.trim() === '') return;
    pause.current = window.setTimeout(() => {
      ask(askedText(next), typing.current);
      typing.current = true;
    }, PAUSE_MS);
  }

  /** A field of one line would glue pasted lines together. */
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = event.clipboardData.getData('text');
    if (!/[\r\n]/.test(pasted.trim())) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const [start, end] = [selectionStart ?? value.length, selectionEnd ?? value.length];
    type((value.slice(0, start) + shownText(pasted.trim()) + value.slice(end)).slice(0, MOST_CHARACTERS));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    ask(askedText(text), typing.current);
    typing.current = false;
  }

  return (
    <search>
      <form onSubmit={submit} className="relative">
        <label htmlFor="search-box" className="sr-only">
          Search tickets
        </label>
        <svg
          viewBox="0 0 20 20"
          aria-hidden="true"
          className={`pointer-events-none absolute top-1/2 -translate-y-1/2 text-muted ${large ? 'left-5 size-5' : 'left-3.5 size-4'}`}
        >
          <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
            <circle cx="8.5" cy="8.5" r="5.5" />
            <path d="m13 13 4.5 4.5" />
          </g>
        </svg>
        <input
          ref={box}
          id="search-box"
          type="search"
          name="q"
          value={text}
          onChange={({ target }) => type(target.value)}
          onBlur={() => {
            typing.current = false;
          }}
          placeholder={large ? 'A symptom, an error, a key' : 'Search tickets'}
          autoComplete="off"
          spellCheck={false}
          maxLength={MOST_CHARACTERS}
          aria-describedby={NOTES}
          onPaste={paste}
          aria-keyshortcuts="/"
          className={`peer w-full rounded-full border border-edge bg-surface text-ink placeholder:text-muted focus:border-accent focus:outline-1 focus:outline-offset-0 focus:outline-accent [&::-webkit-search-cancel-button]:hidden ${
            large ? 'py-3.5 pr-5 pl-13 text-lg sm:pr-14' : 'py-1.5 pr-11 pl-10'
          }`}
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-4 -translate-y-1/2 rounded border border-line px-1.5 font-mono text-xs text-muted peer-focus:hidden max-sm:hidden"
        >
          /
        </span>
      </form>
    </search>
  );
}
