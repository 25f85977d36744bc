import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

/** Fields that belong together, under a heading. */
export function FormPart({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Card className="flex flex-col gap-5">
      <h2 className="text-large">{heading}</h2>
      {children}
    </Card>
  );
}
