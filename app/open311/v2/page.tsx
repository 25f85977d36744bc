export { default, generateMetadata } from "@/app/open311/page";

export const dynamic = "force-dynamic";
