"use client";

import type { Route } from "next";
import { useParams } from "next/navigation";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";

/** Leads to signing in and back to the report; Next tells a "forbidden" page its address in the browser's part only. */
export function SignInHere({ children }: { children: ReactNode }) {
  const { id } = useParams<{ id: string }>();
  return (
    <LinkButton look="primary" href={`/auth?next=/report/${encodeURIComponent(id)}` as Route}>
      {children}
    </LinkButton>
  );
}
