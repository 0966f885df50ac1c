package io.isonet.training;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.stereotype.Component;

/// Version of the code that runs, with its commit where the build knew it.
@Component
final class CodeVersion {

	private final String version;

	CodeVersion(ObjectProvider<BuildProperties> build, ObjectProvider<GitProperties> git) {
		BuildProperties properties = build.getIfAvailable();
		String number = (properties != null && properties.getVersion() != null) ? properties.getVersion() : "unknown";
		GitProperties commit = git.getIfAvailable();
		this.version = (commit != null && commit.getShortCommitId() != null) ? number + "+" + commit.getShortCommitId()
				: number;
	}

	@Override
	public String toString() {
		return this.version;
	}

}
