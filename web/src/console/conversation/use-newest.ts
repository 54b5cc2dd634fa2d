import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { type EndOfScroll, keepAtEnd } from '../../shared/end-of-scroll.ts';

const NEAR_PX = 120;

export function useNewest(count: number): {
  scroller: RefObject<HTMLDivElement | null>;
  isAway: boolean;
  toEnd: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const end = useRef<EndOfScroll>(null);
  const [isAway, setIsAway] = useState(false);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    end.current = keepAtEnd(element, element.children, NEAR_PX, () => setIsAway(false));
    return () => end.current?.stop();
  }, []);
  useLayoutEffect(() => {
    if (end.current?.isAtEnd() === true) end.current.toEnd();
    else setIsAway(true);
  }, [count]);
  return { scroller, isAway, toEnd: () => end.current?.toEnd() };
}
