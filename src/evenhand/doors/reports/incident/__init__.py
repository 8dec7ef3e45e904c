"""The evidence pack of one incident: a ZIP that people read offline and a program verifies without Evenhand."""
