import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR_PX = 120;

export function useNewest(count: number): {
  scroller: RefObject<HTMLDivElement | null>;
  isAway: boolean;
  toEnd: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const wasNear = useRef(true);
  // Content that grew or shrank since the last look must not count as scrolling away from the end.
  const seenHeight = useRef(0);
  const [isAway, setIsAway] = useState(false);
  const toEnd = () => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  };
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const scrolled = () => {
      const height = Math.min(seenHeight.current, element.scrollHeight);
      wasNear.current = height - element.scrollTop - element.clientHeight < NEAR_PX;
      if (wasNear.current) setIsAway(false);
    };
    // A loaded picture, or a taller reply field.
    const observer = new ResizeObserver(() => {
      if (wasNear.current) toEnd();
      seenHeight.current = element.scrollHeight;
    });
    element.addEventListener('scroll', scrolled);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => {
      element.removeEventListener('scroll', scrolled);
      observer.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    if (wasNear.current) toEnd();
    else setIsAway(true);
  }, [count]);
  return { scroller, isAway, toEnd };
}
