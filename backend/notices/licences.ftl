<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
${project.groupId}:${project.artifactId}:${project.version}	<#list entry.getValue() as licence>${licence}<#sep> | </#sep></#list>	${(project.name!"")?replace("\n", " ")}	${(project.url!"")?trim}
</#list>
