export { PrivateReport as default } from "@/components/report/no-report";
